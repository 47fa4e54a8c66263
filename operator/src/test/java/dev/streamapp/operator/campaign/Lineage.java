package dev.streamapp.operator.campaign;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/** Which objects there ever were: by name, how many identities, and which ports. */
final class Lineage implements AutoCloseable {

    private final Map<String, Set<String>> identities = new ConcurrentSkipListMap<>();
    private final Set<String> ports = new ConcurrentSkipListSet<>();
    private final List<Watch> watches;

    Lineage(KubernetesClient admin, Inventory inventory, String namespace) {
        watches =
                inventory.kinds().stream()
                        .map(kind ->
                                admin.genericKubernetesResources(kind)
                                        .inNamespace(namespace)
                                        .watch(new Noting()))
                        .toList();
    }

    /** How many objects had each name, one after the other. */
    Map<String, Integer> created() {
        return identities.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> entry.getValue().size(),
                                Integer::sum,
                                TreeMap::new));
    }

    /** Every public port the stream had. */
    Set<String> ports() {
        return ports;
    }

    private final class Noting implements Watcher<GenericKubernetesResource> {

        @Override
        public void eventReceived(Action action, GenericKubernetesResource object) {
            identities
                    .computeIfAbsent(
                            object.getKind() + "/" + object.getMetadata().getName(),
                            _ -> new ConcurrentSkipListSet<>())
                    .add(object.getMetadata().getUid());
            Object port = object.get("spec", "ports", 0, "nodePort");
            if (port != null) {
                ports.add(port.toString());
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            throw new IllegalStateException("what was created can no longer be told", cause);
        }
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
