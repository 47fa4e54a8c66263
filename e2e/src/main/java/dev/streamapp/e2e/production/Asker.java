package dev.streamapp.e2e.production;

import dev.streamapp.e2e.cluster.Cluster;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A pod that tries whom it reaches, by its shell: one that is there, or one that was made to ask.
 */
public record Asker(Cluster cluster, String namespace, String pod) {
    /** Seconds: far longer than a connection within a cluster takes. */
    private static final String PATIENCE = "8";

    private static final String TRY =
            "for door; do (timeout "
                    + PATIENCE
                    + " bash -c \": <>/dev/tcp/${door/://}\" 2>/dev/null && echo \"reached $door\") & done; wait; echo tried";

    /** In a namespace of its own, which nobody knows anything of. */
    public static Asker in(Cluster cluster, String namespace) {
        Manifest.create(cluster, "asker.yaml", namespace);
        cluster.client()
                .pods()
                .inNamespace(namespace)
                .withName("asker")
                .waitUntilReady(60, TimeUnit.SECONDS);
        return new Asker(cluster, namespace, "asker");
    }

    /** The first of the pods with a label. */
    public static Asker first(Cluster cluster, String namespace, String label, String value) {
        return new Asker(cluster, namespace, pods(cluster, namespace, label, value).getFirst());
    }

    /** The last of them: another one, where there are two. */
    public static Asker last(Cluster cluster, String namespace, String label, String value) {
        return new Asker(cluster, namespace, pods(cluster, namespace, label, value).getLast());
    }

    private static List<String> pods(
            Cluster cluster, String namespace, String label, String value) {
        return cluster
                .client()
                .pods()
                .inNamespace(namespace)
                .withLabel(label, value)
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> pod.getMetadata().getName())
                .sorted()
                .toList();
    }

    /** A door of this pod, for others to try. */
    public String door(int port) {
        String address =
                cluster.client()
                        .pods()
                        .inNamespace(namespace)
                        .withName(pod)
                        .require()
                        .getStatus()
                        .getPodIP();
        return address + ":" + port;
    }

    /** Those of the doors, each {@code ADDRESS:PORT}, where somebody takes a connection. */
    public Set<String> reached(Collection<String> doors) {
        var command = new ArrayList<>(List.of("exec", "-n", namespace, pod, "--"));
        command.addAll(List.of("bash", "-c", TRY, "try"));
        command.addAll(doors);
        var reached = new TreeSet<String>();
        String printed = cluster.kubectl(command.toArray(String[]::new));
        if (!printed.contains("tried")) {
            throw new IllegalStateException(pod + " cannot try: " + printed);
        }
        printed.lines()
                .filter(line -> line.startsWith("reached "))
                .forEach(line -> reached.add(line.substring("reached ".length())));
        return reached;
    }
}
