package dev.streamapp.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.testing.Namespaces;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.MediaType;

/** Logs through a real kube-apiserver, from a node that the test plays. */
@ExtendWith(KubeApi.class)
class StreamLogsIT extends GatewayTest {

    private static final String NAMESPACE = "gateway-logs";
    private static final String STREAM = "bench-1";

    private final KubernetesClient cluster;
    private final FakeKubelet kubelet;

    StreamLogsIT(KubernetesClient cluster) throws Exception {
        this.cluster = cluster;
        this.kubelet = new FakeKubelet();
    }

    @Override
    protected KubernetesClient cluster() {
        return cluster;
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("STREAMS_NAMESPACE", NAMESPACE);
    }

    @BeforeAll
    void makeCluster() {
        Namespaces.make(cluster, NAMESPACE);
        makeNode();
        makeStream(STREAM);
        makeStream("bench-2");
        makePod();
        await().until(() ->
                gateway.bean(Streams.class).exists(STREAM)
                        && gateway.bean(Streams.class).exists("bench-2"));
    }

    @AfterAll
    void stopKubelet() {
        kubelet.close();
    }

    private void makeNode() {
        var node =
                new NodeBuilder()
                        .withNewMetadata()
                        .withName("node-1")
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .withNewStatus()
                        .addNewAddress("127.0.0.1", "InternalIP")
                        .withNewDaemonEndpoints()
                        .withNewKubeletEndpoint(kubelet.port())
                        .endDaemonEndpoints()
                        .endStatus()
                        .build();
        cluster.resource(node).serverSideApply();
        cluster.nodes()
                .withName("node-1")
                .editStatus(there -> {
                    there.setStatus(node.getStatus());
                    return there;
                });
    }

    private void makeStream(String name) {
        cluster.resource(
                        """
                        {"apiVersion": "streamapp.dev/v1alpha1", "kind": "LiveStream",
                         "metadata": {"name": "%s", "namespace": "%s"}, "spec": {"ingest": {"srt": {}}}}
                        """
                                .formatted(name, NAMESPACE))
                .serverSideApply();
    }

    private void makePod() {
        cluster.resource(
                        new PodBuilder()
                                .withNewMetadata()
                                .withName("bench-1-0")
                                .withNamespace(NAMESPACE)
                                .addToLabels("streamapp.dev/stream", STREAM)
                                .endMetadata()
                                .withNewSpec()
                                .withNodeName("node-1")
                                .addNewContainer()
                                .withName("packager")
                                .withImage("i")
                                .endContainer()
                                .endSpec()
                                .build())
                .serverSideApply();
    }

    @Test
    @DisplayName("a log is handed on as text, as many lines as were asked for")
    void log() {
        gateway.admin()
                .get()
                .uri("/api/streams/bench-1/logs?tail=7")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_PLAIN)
                .expectBody(String.class)
                .isEqualTo("first line\n");
        assertThat(kubelet.lastQuery())
                .contains("/bench-1-0/packager?")
                .contains("tailLines=7")
                .doesNotContain("follow=true");
    }

    @Test
    @DisplayName("a followed log hands lines on as they are written")
    void follow() throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/api/streams/bench-1/logs?follow=true"
                                                .formatted(gateway.port())))
                        .header("Authorization", "Bearer " + gateway.adminToken())
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var response = http.send(request, BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            var lines =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("first line");
            kubelet.say("second line");
            assertThat(lines.readLine()).isEqualTo("second line");
            kubelet.say("third line");
            assertThat(lines.readLine()).isEqualTo("third line");

            clock.advance(OpenAnswer.LONGEST);
            kubelet.say("last line");
            // handed on if the gateway was waiting for it already, else the answer ends before it
            assertThat(lines.readAllLines())
                    .as("what comes after a quarter of an hour")
                    .isSubsetOf("last line");
            http.shutdownNow();
        }
    }

    @Test
    @DisplayName("a follower of a silent log hears of it, and leaves its place when it vanishes")
    void vanished() throws Exception {
        var others = new ArrayList<Socket>();
        try (Socket reader = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            BufferedReader heard = follow(reader);
            for (int i = 1; i < StreamLogController.MOST_READERS; i++) {
                others.add(new Socket(InetAddress.getLoopbackAddress(), gateway.port()));
                follow(others.getLast());
            }
            problem("/api/streams/bench-1/logs", 503, "being read already");

            for (Socket other : others) {
                // its program is killed
                other.setSoLinger(true, 0);
                other.close();
            }
            await().atMost(OpenAnswer.KEEP_ALIVE.multipliedBy(2)).untilAsserted(this::log);

            assertThat(heard.readLine()).as("length of what comes").isEqualTo("1");
            assertThat(heard.readLine()).as("what comes of a silent log").isEmpty();
        }
    }

    /** Follows the log up to the line that is there, byte by byte as an HTTP/1.1 client sees it. */
    private BufferedReader follow(Socket socket) throws IOException {
        socket.getOutputStream()
                .write(
                        """
                        GET /api/streams/bench-1/logs?follow=true HTTP/1.1\r
                        Host: localhost\r
                        Authorization: Bearer %s\r
                        \r
                        """
                                .formatted(gateway.adminToken())
                                .getBytes(StandardCharsets.UTF_8));
        var in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        assertThat(in.readLine()).startsWith("HTTP/1.1 200");
        await().until(() -> in.readLine().equals("first line"));
        // the end of its chunk
        assertThat(in.readLine()).isEmpty();
        return in;
    }

    @Test
    @DisplayName("a stream without a pod, an unknown stream and an unknown container say so")
    void absent() {
        problem("/api/streams/bench-2/logs", 404, "has no pod");
        problem("/api/streams/bench-3/logs", 404, "There is no stream");
        problem("/api/streams/bench-1/logs?container=x", 400, "no such container");
        problem("/api/streams/bench-1/logs?tail=0", 400, "");
    }

    private void problem(String uri, int status, String detail) {
        gateway.admin()
                .get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, text -> assertThat(text).contains(detail));
    }
}
