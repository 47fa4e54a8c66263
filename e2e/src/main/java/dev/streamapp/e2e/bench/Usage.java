package dev.streamapp.e2e.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamapp.e2e.cluster.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the containers of stream pods have used, as the kubelet counts it (its summary API, from the
 * containers' cgroups).
 *
 * @param containers by stream
 */
public record Usage(Map<String, Container> containers) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param at when the kubelet read the counter
     * @param cpu processor time since the start of the container, in nanoseconds
     * @param anonymous memory that no file stands behind, in bytes
     */
    public record Container(Instant at, long cpu, long anonymous) {}

    /** Reads the counters of the container {@code packager} of every pod in a namespace. */
    public static Usage read(Cluster cluster, String namespace) {
        var found = new HashMap<String, Container>();
        for (var node : cluster.client().nodes().list().getItems()) {
            String path = "/api/v1/nodes/" + node.getMetadata().getName() + "/proxy/stats/summary";
            for (JsonNode pod : parse(cluster.client().raw(path)).path("pods")) {
                if (pod.at("/podRef/namespace").asText().equals(namespace)) {
                    containers(pod, found);
                }
            }
        }
        return new Usage(Map.copyOf(found));
    }

    private static void containers(JsonNode pod, Map<String, Container> found) {
        // NAME-REPLICASET-POD
        String stream = pod.at("/podRef/name").asText().replaceFirst("-[^-]+-[^-]+$", "");
        for (JsonNode container : pod.path("containers")) {
            if (container.path("name").asText().equals("packager")) {
                JsonNode cpu = container.path("cpu");
                found.put(
                        stream,
                        new Container(
                                Instant.parse(cpu.path("time").asText()),
                                cpu.path("usageCoreNanoSeconds").asLong(),
                                container.at("/memory/rssBytes").asLong()));
            }
        }
    }

    /** The share of one core a stream used since an earlier reading, in percent. */
    public double cpuPercent(String stream, Usage earlier) {
        Container now = container(stream);
        Container then = earlier.container(stream);
        return 100.0 * (now.cpu() - then.cpu()) / Duration.between(then.at(), now.at()).toNanos();
    }

    /** Memory that no file stands behind. */
    public double anonymousMegabytes(String stream) {
        return container(stream).anonymous() / 1e6;
    }

    private Container container(String stream) {
        Container container = containers.get(stream);
        if (container == null) {
            throw new IllegalStateException(
                    "the kubelet knows no container of "
                            + stream
                            + ", only of "
                            + containers.keySet());
        }
        return container;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the kubelet's summary cannot be read", e);
        }
    }
}
