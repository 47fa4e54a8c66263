package dev.streamapp.operator.testing;

import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.KubeApi;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Listener;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ListenerBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The Gateway API with one Gateway, its administrator and its controller, all played by the test.
 */
public final class GatewayController {

    public static final String NAMESPACE = "gateways";
    public static final String NAME = "ingest";

    private static final Path DEFINITIONS = Path.of("src/test/resources/gateway-api");

    private final KubernetesClient admin;
    private final List<CustomResourceDefinition> installed = new ArrayList<>();

    public GatewayController(KubernetesClient admin) {
        this.admin = admin;
    }

    /** Installs the definitions of Gateway and UDPRoute. */
    public void install() {
        for (String kind : List.of("gateways", "udproutes")) {
            installed.add(KubeApi.define(admin, DEFINITIONS.resolve(kind + ".yaml")));
        }
    }

    /** An upgrade of the Gateway API: UDPRoutes are also served as v1. */
    public void serveStableRoutes() {
        admin.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("udproutes.gateway.networking.k8s.io")
                .edit(definition -> {
                    var versions = definition.getSpec().getVersions();
                    versions.add(
                            versions.getFirst().edit().withName("v1").withStorage(false).build());
                    return definition;
                });
        await().ignoreExceptions()
                .until(() -> admin.supports("gateway.networking.k8s.io/v1", "UDPRoute"));
    }

    /** Removes the definitions with all that was made of them. */
    public void remove() {
        installed.forEach(definition -> admin.resource(definition).delete());
    }

    /** The Gateway has UDP listeners for these ports and no others, and a TCP one. */
    public void listens(int... ports) {
        List<Listener> listeners = new ArrayList<>();
        listeners.add(listener("TCP", 10099));
        IntStream.of(ports).mapToObj(port -> listener("UDP", port)).forEach(listeners::add);
        admin.resource(
                        new GatewayBuilder()
                                .withNewMetadata()
                                .withName(NAME)
                                .withNamespace(NAMESPACE)
                                .endMetadata()
                                .withNewSpec()
                                .withGatewayClassName("played")
                                .withListeners(listeners)
                                .endSpec()
                                .build())
                .forceConflicts()
                .serverSideApply();
    }

    private static Listener listener(String protocol, int port) {
        return new ListenerBuilder()
                .withName(protocol.toLowerCase(java.util.Locale.ROOT) + "-" + port)
                .withProtocol(protocol)
                .withPort(port)
                .build();
    }

    /** The Gateway has this address. */
    public void address(String address) {
        admin.resources(Gateway.class)
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .editStatus(gateway ->
                        new GatewayBuilder(gateway)
                                .withNewStatus()
                                .addNewAddress("IPAddress", address)
                                .endStatus()
                                .build());
    }

    /** Waits for the route of a stream. */
    public GenericKubernetesResource awaitRoute(
            String namespace, String stream, Predicate<GenericKubernetesResource> wanted) {
        return await("route of " + stream)
                .until(
                        () -> Optional.ofNullable(route(namespace, stream).get()),
                        found -> found.filter(wanted).isPresent())
                .orElseThrow();
    }

    public Resource<GenericKubernetesResource> route(String namespace, String stream) {
        return admin.genericKubernetesResources("gateway.networking.k8s.io/v1alpha2", "UDPRoute")
                .inNamespace(namespace)
                .withName(stream + "-ingest");
    }

    /** The controller takes the route up, or does not. */
    public void judges(String namespace, String stream, String status, String reason) {
        awaitRoute(namespace, stream, _ -> true);
        route(namespace, stream)
                .editStatus(route -> {
                    List<Map<String, Object>> parents = route.get("spec", "parentRefs");
                    var condition =
                            new ConditionBuilder()
                                    .withType("Accepted")
                                    .withStatus(status)
                                    .withReason(reason)
                                    .withMessage("Judged.")
                                    .withObservedGeneration(route.getMetadata().getGeneration())
                                    .withLastTransitionTime("2026-01-01T00:00:00Z")
                                    .build();
                    route.setAdditionalProperty(
                            "status",
                            Map.of(
                                    "parents",
                                    List.of(
                                            Map.of(
                                                    "parentRef", parents.getFirst(),
                                                    "controllerName", "example.org/played",
                                                    "conditions", List.of(condition)))));
                    return route;
                });
    }
}
