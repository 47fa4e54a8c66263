package dev.streamapp.operator.observe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamapp.operator.children.SharedGateway;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads what the controller of a Gateway says of a route. */
final class RouteStatus {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> JUDGEMENTS = Set.of("Accepted", "ResolvedRefs");

    private RouteStatus() {}

    static Routing read(GenericKubernetesResource route, SharedGateway gateway, int port) {
        List<Condition> said =
                parents(route).stream()
                        .filter(parent -> isMeant(parent.getParentRef(), gateway, port))
                        .flatMap(parent -> parent.getConditions().stream())
                        .filter(condition -> JUDGEMENTS.contains(condition.getType()))
                        .filter(condition -> isUpToDate(condition, route))
                        .toList();
        Optional<Condition> refusal =
                said.stream()
                        .filter(condition -> "False".equals(condition.getStatus()))
                        .findFirst();
        if (refusal.isPresent()) {
            return new Routing.Refused(refused(refusal.get(), route, gateway, port));
        }
        return said.stream().anyMatch(RouteStatus::accepts)
                ? new Routing.Attached()
                : new Routing.Pending(gateway);
    }

    static Problem listenerMissing(SharedGateway gateway, int port) {
        return Problem.ofStream(
                "ListenerMissing",
                "Gateway %s has no UDP listener for port %d: have one added to it, or name a port in spec.ingest that has one."
                        .formatted(gateway, port));
    }

    private static Problem refused(
            Condition condition, GenericKubernetesResource route, SharedGateway gateway, int port) {
        String remedy =
                "NotAllowedByListeners".equals(condition.getReason())
                        ? "its listener for UDP port %d has to allow UDPRoutes from namespace %s (allowedRoutes)"
                                .formatted(port, route.getMetadata().getNamespace())
                        : "kubectl describe udproute %s shows all it says"
                                .formatted(route.getMetadata().getName());
        return Problem.ofStream(
                "RouteRefused",
                "Gateway %s does not lead publishers to the stream: %s (%s); %s."
                        .formatted(
                                gateway,
                                sentence(condition.getMessage()),
                                condition.getReason(),
                                remedy));
    }

    private static String sentence(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    private static List<RouteParentStatus> parents(GenericKubernetesResource route) {
        return Optional.ofNullable(route.<Object>get("status", "parents"))
                .map(said ->
                        JSON.convertValue(said, new TypeReference<List<RouteParentStatus>>() {}))
                .orElse(List.of());
    }

    /** What was said of another port or Gateway was said before the route became what it is. */
    private static boolean isMeant(ParentReference parent, SharedGateway gateway, int port) {
        return gateway.name().equals(parent.getName())
                && gateway.namespace().equals(parent.getNamespace())
                && Objects.equals(port, parent.getPort());
    }

    private static boolean isUpToDate(Condition condition, GenericKubernetesResource route) {
        Long seen = condition.getObservedGeneration();
        Long now = route.getMetadata().getGeneration();
        return seen == null || now == null || seen >= now;
    }

    private static boolean accepts(Condition condition) {
        return "Accepted".equals(condition.getType()) && "True".equals(condition.getStatus());
    }
}
