package dev.streamapp.operator.bench;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What is seen of one stream. Waiting methods return when it was seen, as System.nanoTime(). */
final class Sight {

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(15);

    private final String stream;
    private final Map<String, String> versions = new HashMap<>();
    private long seen = System.nanoTime();
    private @Nullable String window;
    private LiveStreamStatus status = LiveStreamStatus.unknown();

    Sight(String stream) {
        this.stream = stream;
    }

    synchronized void child(HasMetadata child) {
        versions.put(key(child), child.getMetadata().getUid());
        if (child instanceof Deployment deployment) {
            window = window(deployment);
        }
        changed();
    }

    synchronized void childGone(HasMetadata child) {
        versions.remove(key(child));
        changed();
    }

    synchronized void told(LiveStream there) {
        if (there.getStatus() != null) {
            status = there.getStatus();
            changed();
        }
    }

    private void changed() {
        seen = System.nanoTime();
        notifyAll();
    }

    /** By kind and name, the uid. */
    synchronized Map<String, String> children() {
        return Map.copyOf(versions);
    }

    long awaitChildren(int count) throws InterruptedException {
        return await("children", () -> versions.size() >= count);
    }

    long awaitGone() throws InterruptedException {
        return await("its children to go", versions::isEmpty);
    }

    /** Waits until the Deployment tells the packager to list so many segments. */
    long awaitWindow(int segments) throws InterruptedException {
        String wanted = String.valueOf(segments);
        return await("window " + wanted, () -> wanted.equals(window));
    }

    long awaitPhase(LiveStreamStatus.Phase phase) throws InterruptedException {
        return await("phase " + phase, () -> status.phase() == phase);
    }

    /** Waits until it can be published to. */
    long awaitReady() throws InterruptedException {
        return await(
                "readiness",
                () ->
                        status.conditions().stream()
                                .anyMatch(condition ->
                                        condition.type().equals("Ready")
                                                && condition.status().name().equals("True")));
    }

    private synchronized long await(String what, BooleanSupplier wanted)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (!wanted.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException(
                        "%s: still waiting for %s after 15 minutes; there is %s and %s"
                                .formatted(stream, what, versions.keySet(), status));
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return seen;
    }

    private static String key(HasMetadata child) {
        return child.getKind() + "/" + child.getMetadata().getName();
    }

    private static @Nullable String window(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getName().equals("HLS_WINDOW"))
                .map(EnvVar::getValue)
                .findFirst()
                .orElse(null);
    }
}
