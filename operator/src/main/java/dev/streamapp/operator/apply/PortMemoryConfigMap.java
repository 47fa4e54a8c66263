package dev.streamapp.operator.apply;

import dev.streamapp.operator.Settings;
import dev.streamapp.operator.port.Cooling;
import dev.streamapp.operator.port.PortMemory;
import dev.streamapp.operator.port.StreamKey;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Freed ports in the ConfigMap {@code streamapp-freed-ports} of the operator's namespace: port →
 * {@code namespace/name until}. Saving happens in the background, the latest state wins, and a
 * failure is only logged: at worst a port is handed out again a little early.
 */
public final class PortMemoryConfigMap implements PortMemory, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PortMemoryConfigMap.class);
    private static final String NAME = "streamapp-freed-ports";

    /** Hundreds of streams that are deleted at once are a few writes. */
    private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final String namespace;
    private volatile boolean saves;
    private final AtomicReference<@Nullable Map<Integer, Cooling>> unsaved =
            new AtomicReference<>();
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("freed-ports").factory());

    public PortMemoryConfigMap(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    @Override
    public Map<Integer, Cooling> load() {
        try {
            ConfigMap found = client.configMaps().inNamespace(namespace).withName(NAME).get();
            Map<String, String> data =
                    Optional.ofNullable(found).map(ConfigMap::getData).orElse(Map.of());
            return data.entrySet().stream()
                    .collect(
                            Collectors.toMap(
                                    entry -> Integer.valueOf(entry.getKey()),
                                    entry -> parse(entry.getValue())));
        } catch (RuntimeException e) {
            // unreachable, forbidden or edited by hand: it is only a courtesy to late publishers
            LOG.warn("Freed ports cannot be recalled, all count as free: {}", e.getMessage());
            return Map.of();
        }
    }

    /** Saves from now on: before, another replica does. */
    public void begin() {
        saves = true;
    }

    @Override
    public void save(Map<Integer, Cooling> cooling) {
        if (!saves) {
            return;
        }
        unsaved.set(cooling);
        writer.submit(this::write);
    }

    private void write() {
        Map<Integer, Cooling> cooling = unsaved.getAndSet(null);
        if (cooling == null) {
            return;
        }
        try {
            client.resource(
                            new ConfigMapBuilder()
                                    .withNewMetadata()
                                    .withName(NAME)
                                    .withNamespace(namespace)
                                    .endMetadata()
                                    .withData(render(cooling))
                                    .build())
                    .fieldManager(Settings.FIELD_MANAGER)
                    .forceConflicts()
                    .serverSideApply();
        } catch (KubernetesClientException e) {
            LOG.warn("Freed ports cannot be remembered: {}", e.getMessage());
        }
        pause();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_WRITES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, String> render(Map<Integer, Cooling> cooling) {
        return cooling.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                entry -> entry.getKey().toString(),
                                entry ->
                                        entry.getValue().lastOwner()
                                                + " "
                                                + entry.getValue().until()));
    }

    private static Cooling parse(String value) {
        String[] parts = value.split(" ", 2);
        return new Cooling(StreamKey.parse(parts[0]), Instant.parse(parts[1]));
    }

    @Override
    public void close() {
        writer.close();
    }
}
