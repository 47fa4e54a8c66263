package dev.streamapp.operator.campaign;

import dev.streamapp.crds.LiveStream;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A namespace from its beginning: which objects stand there, and which there ever were. It is told
 * by watches, so that looking at it again and again costs the API server nothing.
 */
final class Stage implements AutoCloseable {

    private static final ResourceDefinitionContext STREAMS =
            ResourceDefinitionContext.fromResourceType(LiveStream.class);

    private final KubernetesClient admin;
    private final String namespace;
    private final Inventory inventory;
    private final Map<String, GenericKubernetesResource> present = new ConcurrentSkipListMap<>();
    private final Map<String, Set<String>> identities = new ConcurrentSkipListMap<>();
    private final Set<String> ports = new ConcurrentSkipListSet<>();
    private final Set<String> gone = new ConcurrentSkipListSet<>();
    private final List<Watch> watches;
    private volatile @Nullable WatcherException blind;

    Stage(KubernetesClient admin, Inventory inventory, String namespace) {
        this.admin = admin;
        this.namespace = namespace;
        this.inventory = inventory;
        this.watches =
                Stream.concat(Stream.of(STREAMS), inventory.kinds().stream())
                        .map(kind ->
                                admin.genericKubernetesResources(kind)
                                        .inNamespace(namespace)
                                        .watch(new Noting()))
                        .toList();
    }

    /** What stands there, by KIND/NAME. */
    Map<String, GenericKubernetesResource> present() {
        if (blind != null) {
            throw new IllegalStateException("the stage can no longer be seen", blind);
        }
        return present;
    }

    /** Whether the API server has the same, and nothing that a watch is late to tell. */
    boolean isCurrent() {
        var streams = admin.genericKubernetesResources(STREAMS).inNamespace(namespace).list();
        var there =
                Stream.concat(streams.getItems().stream(), inventory.children(namespace).stream());
        return versions(there).equals(versions(present().values().stream()));
    }

    private static Set<String> versions(Stream<GenericKubernetesResource> objects) {
        return objects.map(object -> object.getMetadata().getResourceVersion())
                .collect(Collectors.toSet());
    }

    /** How many children had each name, one after the other. */
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

    /** What the garbage collector would do: what has only owners that are gone goes too. */
    void collectGarbage() {
        present().values().stream()
                .filter(child -> isGarbage(child.getMetadata().getOwnerReferences()))
                .forEach(child -> admin.resource(child).delete());
    }

    private boolean isGarbage(List<OwnerReference> owners) {
        return !owners.isEmpty()
                && owners.stream().allMatch(owner -> gone.contains(owner.getUid()));
    }

    private final class Noting implements Watcher<GenericKubernetesResource> {

        @Override
        public void eventReceived(Action action, GenericKubernetesResource object) {
            if (action == Action.BOOKMARK) {
                return;
            }
            String key = object.getKind() + "/" + object.getMetadata().getName();
            String uid = object.getMetadata().getUid();
            identities.computeIfAbsent(key, _ -> new ConcurrentSkipListSet<>()).add(uid);
            Object port = object.get("spec", "ports", 0, "nodePort");
            if (port != null) {
                ports.add(port.toString());
            }
            if (action == Action.DELETED) {
                present.remove(key);
                gone.add(uid);
            } else {
                present.put(key, object);
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            blind = cause;
        }
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
