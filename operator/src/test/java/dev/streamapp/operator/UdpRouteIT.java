package dev.streamapp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.operator.testing.Cluster;
import dev.streamapp.operator.testing.GatewayController;
import dev.streamapp.operator.testing.Rights;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The cluster begins without the Gateway API and gets it while the operator runs. */
@ExtendWith(KubeApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("Streams behind a Gateway of the administrator's")
class UdpRouteIT {

    private static final String BEHIND = "{ingest: {srt: {}}, exposure: {type: UDPRoute}}";
    private static final String PINNED = "{ingest: {srt: {port: %d}}, exposure: {type: UDPRoute}}";
    private static final String WAITING =
            """
            {"state":"Waiting","since":"2026-01-01T00:00:00Z","listening":true,"problems":[]}
            """;

    private Cluster cluster;
    private GatewayController controller;

    @BeforeAll
    void start(KubernetesClient admin) throws IOException {
        controller = new GatewayController(admin);
        cluster =
                new Cluster(
                        admin,
                        Map.of(
                                "EXPOSURE_ALLOWED", "NodePort,UDPRoute,ClusterIP",
                                "UDP_ROUTE_GATEWAY",
                                        GatewayController.NAMESPACE + "/" + GatewayController.NAME,
                                // no stream that another class left has a port of these
                                "INGEST_PORT_RANGE", "14000-14079",
                                "OPERATOR_NAMESPACE", "udproute-system"));
    }

    /** Only all of the tests together make use of every right. */
    @AfterAll
    void stop() throws IOException {
        cluster.close();
        controller.remove();
        assertThat(
                        cluster.rights.used().stream()
                                .filter(right -> right.startsWith("gateway.networking.k8s.io/"))
                                .collect(Collectors.toSet()))
                .as("rights the operator uses, against rbac-udproute.yaml")
                .containsExactlyInAnyOrderElementsOf(Rights.granted("rbac-udproute.yaml"));
    }

    @Test
    @Order(1)
    @DisplayName(
            "without the Gateway API a stream is told so and others work; with it nobody has to restart anything")
    void gatewayApiComes() {
        String ns = cluster.namespace("routeless");
        cluster.apply(ns, "cam", BEHIND);
        assertThat(
                        cluster.awaitCondition(ns, "cam", "Ready", "False", "GatewayApiMissing")
                                .message())
                .contains("which this cluster does not have");
        assertThat(cluster.find(Service.class, ns, "cam-ingest")).isEmpty();
        cluster.apply(ns, "plain", "{ingest: {srt: {}}}");
        cluster.awaitThere(Service.class, ns, "plain-ingest");

        controller.install();

        // once a minute by itself; a look at the stream is enough
        await().pollInSameThread()
                .until(() -> {
                    cluster.annotate(ns, "cam", "look", String.valueOf(System.nanoTime()));
                    return cluster.condition(ns, "cam", "Ready").reason().equals("GatewayMissing");
                });
        assertThat(cluster.condition(ns, "cam", "Ready").message())
                .startsWith("There is no Gateway gateways/ingest");
        controller.listens(14001);
        assertThat(cluster.port(ns, "cam")).isEqualTo(14001);
    }

    @Test
    @Order(2)
    @DisplayName(
            "a stream gets a port that the Gateway listens to and a route, and is ready once that is taken up")
    void lifeOfARoute() throws IOException {
        String ns = cluster.namespace("routed");
        controller.listens(14002);
        var stream = cluster.apply(ns, "cam", BEHIND);
        var route = controller.awaitRoute(ns, "cam", _ -> true);

        assertThat(route.getMetadata().getOwnerReferences().getFirst().getUid())
                .isEqualTo(stream.getMetadata().getUid());
        assertThat(route.getMetadata().getLabels()).containsEntry("streamapp.dev/stream", "cam");
        assertThat(route.<Map<String, Object>>get("spec", "parentRefs", 0))
                .containsEntry("namespace", "gateways")
                .containsEntry("name", "ingest")
                .containsEntry("port", 14002);
        assertThat(route.<Map<String, Object>>get("spec", "rules", 0, "backendRefs", 0))
                .containsEntry("name", "cam-ingest")
                .containsEntry("port", 14002);
        var service = cluster.awaitThere(Service.class, ns, "cam-ingest");
        assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
        assertThat(cluster.port(ns, "cam")).isEqualTo(14002);
        assertThat(
                        cluster.awaitThere(NetworkPolicy.class, ns, "cam")
                                .getSpec()
                                .getIngress()
                                .getFirst()
                                .getFrom())
                .as("the Gateway's pods may be in any namespace")
                .isEmpty();

        cluster.packagers.say(ns, "cam", WAITING);
        cluster.podRuns(ns, "cam");
        cluster.awaitCondition(ns, "cam", "Ready", "False", "RoutePending");
        controller.judges(ns, "cam", "False", "NotAllowedByListeners");
        assertThat(cluster.awaitCondition(ns, "cam", "Ready", "False", "RouteRefused").message())
                .contains("UDPRoutes from namespace routed");
        settles(ns, "cam", "RouteRefused");
        controller.judges(ns, "cam", "True", "Accepted");
        settles(ns, "cam", "AddressPending");
        controller.address("203.0.113.9");
        cluster.awaitCondition(ns, "cam", "Ready", "True", "Listening");
        assertThat(cluster.status(ns, "cam").ingestUrl()).startsWith("srt://203.0.113.9:14002?");

        int settled = cluster.writes(ns).size();
        cluster.upgrade(Map.of());
        cluster.apply(ns, "cam", BEHIND.replace("{ingest", "{title: Bench, ingest"));
        cluster.awaitStatus(ns, "cam", status -> status.observedGeneration() == 2);
        assertThat(cluster.writes(ns).subList(settled, cluster.writes(ns).size()))
                .as("a route that is as it should be is not written")
                .noneMatch(write -> write.contains("udproutes"));
    }

    @Test
    @Order(3)
    @DisplayName("no two streams share a port of the Gateway, and another listener helps at once")
    void ports() {
        String ns = cluster.namespace("routedports");
        controller.listens(14011, 14012);
        cluster.apply(ns, "one", BEHIND);
        cluster.apply(ns, "two", BEHIND);
        assertThat(List.of(cluster.port(ns, "one"), cluster.port(ns, "two")))
                .containsExactlyInAnyOrder(14011, 14012);
        cluster.apply(ns, "three", BEHIND);
        assertThat(
                        cluster.awaitCondition(ns, "three", "Ready", "False", "PortsExhausted")
                                .message())
                .startsWith("Of the 80 ports of 14000-14079, the Gateway has a UDP listener for 2");

        controller.listens(14011, 14012, 14013);

        assertThat(cluster.port(ns, "three")).isEqualTo(14013);
        cluster.apply(ns, "four", PINNED.formatted(14013));
        assertThat(cluster.awaitCondition(ns, "four", "Ready", "False", "PortTaken").message())
                .contains("stream routedports/three");

        cluster.deleteWithChildren(ns, "three");
        controller.route(ns, "three").delete();
        cluster.apply(ns, "five", BEHIND);
        cluster.awaitCondition(ns, "five", "Ready", "False", "PortsExhausted");
        cluster.apply(ns, "three", BEHIND);
        assertThat(cluster.port(ns, "three")).as("kept for it").isEqualTo(14013);
    }

    @Test
    @Order(4)
    @DisplayName("a port that is named and has no listener waits for one")
    void pinned() {
        String ns = cluster.namespace("routedpinned");
        controller.listens(14021);
        cluster.apply(ns, "cam", PINNED.formatted(20500));
        assertThat(cluster.awaitCondition(ns, "cam", "Ready", "False", "ListenerMissing").message())
                .contains("no UDP listener for port 20500");

        settles(ns, "cam", "ListenerMissing");
        controller.listens(14021, 20500);

        cluster.awaitCondition(ns, "cam", "Ready", "False", "Starting");
        assertThat(cluster.port(ns, "cam")).isEqualTo(20500);
        controller.listens(14021);
        cluster.awaitCondition(ns, "cam", "Ready", "False", "ListenerMissing");
        assertThat(cluster.port(ns, "cam")).as("kept").isEqualTo(20500);
    }

    @Test
    @Order(5)
    @DisplayName(
            "a stream that comes from another way in gets a port of the Gateway, and one that leaves has no route")
    void comesAndGoes() {
        String ns = cluster.namespace("routedmove");
        cluster.apply(ns, "cam", "{ingest: {srt: {}}}");
        int before = cluster.port(ns, "cam");
        int free = before == 14031 ? 14032 : 14031;
        controller.listens(free);

        cluster.apply(ns, "cam", BEHIND);
        cluster.awaitThat(Service.class, ns, "cam-ingest", found -> port(found) == free);
        controller.awaitRoute(ns, "cam", found -> portOf(found) == free);
        controller.route(ns, "cam").edit(UdpRouteIT::astray);
        controller.awaitRoute(ns, "cam", found -> portOf(found) == free);

        cluster.apply(ns, "cam", "{ingest: {srt: {}}, exposure: {type: ClusterIP}}");
        await().until(() -> controller.route(ns, "cam").get() == null);
        cluster.apply(ns, "cam", BEHIND);
        controller.awaitRoute(ns, "cam", _ -> true);
        cluster.ingest(ns, "cam", "{\"srt\": null, \"testPattern\": {}}");
        await().until(() -> controller.route(ns, "cam").get() == null);
    }

    /** After a status write each stream is looked at once more: from then on only events count. */
    private void settles(String ns, String name, String reason) {
        await().during(Duration.ofSeconds(1))
                .ignoreExceptions()
                .until(() -> cluster.condition(ns, name, "Ready").reason().equals(reason));
    }

    private static int port(Service service) {
        return service.getSpec().getPorts().getFirst().getPort();
    }

    private static int portOf(GenericKubernetesResource route) {
        return route.get("spec", "parentRefs", 0, "port");
    }

    private static GenericKubernetesResource astray(GenericKubernetesResource route) {
        route.<Map<String, Object>>get("spec", "parentRefs", 0).put("port", 9);
        return route;
    }

    @Test
    @Order(6)
    @DisplayName("somebody's route of the same name is left alone and named")
    void foreignRoute() {
        String ns = cluster.namespace("routedforeign");
        controller.listens(14041);
        cluster.admin
                .resource(
                        new io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder()
                                .withApiVersion("gateway.networking.k8s.io/v1alpha2")
                                .withKind("UDPRoute")
                                .withNewMetadata()
                                .withName("cam-ingest")
                                .withNamespace(ns)
                                .endMetadata()
                                .addToAdditionalProperties("spec", Map.of("rules", List.of()))
                                .build())
                .create();

        cluster.apply(ns, "cam", BEHIND);

        assertThat(cluster.awaitCondition(ns, "cam", "Ready", "False", "NameTaken").message())
                .contains("UDPRoute cam-ingest");
        var left = controller.route(ns, "cam").get().getMetadata();
        assertThat(left.getOwnerReferences()).isEmpty();
        assertThat(left.getLabels()).isNullOrEmpty();
    }

    @Test
    @Order(7)
    @DisplayName("RTMP cannot go through a UDPRoute, also where that is what streams get")
    void rtmp() throws IOException {
        String ns = cluster.namespace("routedrtmp");
        cluster.upgrade(Map.of("EXPOSURE_DEFAULT", "UDPRoute"));
        cluster.apply(ns, "cam", "{ingest: {rtmp: {}}}");

        assertThat(
                        cluster.awaitCondition(ns, "cam", "Ready", "False", "ExposureNotForRtmp")
                                .message())
                .contains("RTMP comes over TCP");
        assertThat(controller.route(ns, "cam").get()).isNull();
        cluster.upgrade(Map.of("EXPOSURE_DEFAULT", "NodePort"));
        cluster.awaitThere(Service.class, ns, "cam-ingest");
    }

    @Test
    @Order(8)
    @DisplayName("routes are followed as v1 where the cluster serves that, and stay as they are")
    void stableVersion() throws IOException {
        String ns = cluster.namespace("routedstable");
        controller.listens(14051, 14052);
        cluster.apply(ns, "cam", BEHIND);
        int port = cluster.port(ns, "cam");
        controller.awaitRoute(ns, "cam", _ -> true);
        cluster.stopOperator();
        controller.serveStableRoutes();
        cluster.startOperator();

        cluster.apply(ns, "other", BEHIND);
        controller.awaitRoute(ns, "other", _ -> true);
        assertThat(cluster.writes(ns))
                .anyMatch(write ->
                        write.contains("/gateway.networking.k8s.io/v1/")
                                && write.endsWith("/other-ingest"));
        controller.judges(ns, "other", "False", "NoMatchingParent");
        cluster.awaitCondition(ns, "other", "Ready", "False", "RouteRefused");
        assertThat(portOf(controller.route(ns, "cam").get())).isEqualTo(port);
        cluster.awaitThere(Deployment.class, ns, "cam");
    }
}
