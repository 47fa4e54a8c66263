package dev.streamapp.e2e.monitoring;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.http.LocalServer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Prometheus' discovery of pods and nodes finds, told over HTTP: the Prometheus of Debian
 * comes without the discovery. Labels have the names of the real one, those that are used here.
 */
final class Discovery implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String META = "__meta_kubernetes_";

    private final KubernetesClient client;
    private final LocalServer server;

    /** A place to ask, and what is known of it. */
    private record Target(List<String> targets, Map<String, String> labels) {}

    Discovery(KubernetesClient client) {
        this.client = client;
        this.server =
                LocalServer.serve(InetAddress.getLoopbackAddress(), this::answer, Runnable::run);
    }

    /** Where those of a role are told: pod or node. */
    URI of(String role) {
        return server.url("/" + role);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var targets =
                    exchange.getRequestURI().getPath().equals("/pod")
                            ? client.pods().inAnyNamespace().list().getItems().stream()
                                    .flatMap(Discovery::ports)
                            : client.nodes().list().getItems().stream().map(Discovery::kubelet);
            byte[] body = JSON.writeValueAsBytes(targets.toList());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Stream<Target> ports(Pod pod) {
        if (pod.getStatus().getPodIP() == null) {
            return Stream.empty();
        }
        return pod.getSpec().getContainers().stream()
                .map(Container::getPorts)
                .flatMap(List::stream)
                .map(port -> target(pod, port));
    }

    private static Target target(Pod pod, ContainerPort port) {
        var labels = new HashMap<String, String>();
        labels.put(META + "namespace", pod.getMetadata().getNamespace());
        labels.put(META + "pod_name", pod.getMetadata().getName());
        labels.put(META + "pod_container_port_name", port.getName() == null ? "" : port.getName());
        pod.getMetadata()
                .getLabels()
                .forEach((name, value) ->
                        labels.put(
                                META + "pod_label_" + name.replaceAll("[^a-zA-Z0-9_]", "_"),
                                value));
        String address = pod.getStatus().getPodIP() + ":" + port.getContainerPort();
        return new Target(List.of(address), labels);
    }

    private static Target kubelet(Node node) {
        String address = Cluster.internalAddresses(node).findFirst().orElseThrow();
        int port = node.getStatus().getDaemonEndpoints().getKubeletEndpoint().getPort();
        return new Target(List.of(address + ":" + port), Map.of());
    }

    @Override
    public void close() {
        server.close();
    }
}
