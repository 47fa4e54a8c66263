package dev.streamapp.operator.observe;

import dev.streamapp.crds.Exposure;
import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.children.Blueprint.Door;
import dev.streamapp.operator.children.SharedGateway;

/** Whether publishers get through the shared Gateway to a stream. */
public sealed interface Routing {

    /** They come in without it. */
    record Direct() implements Routing {}

    /** The Gateway's controller has not said anything yet. */
    record Pending(SharedGateway gateway) implements Routing {}

    /** They do. */
    record Attached() implements Routing {}

    /** They do not, until somebody puts it right. */
    record Refused(Problem problem) implements Routing {}

    /** As the Gateway and the status of the stream's route have it. */
    static Routing of(Blueprint blueprint, Evidence evidence) {
        Door door = blueprint.door();
        SharedGateway shared = blueprint.settings().gateway();
        if (door == null || door.exposure() != Exposure.Type.UDPRoute || shared == null) {
            return new Direct();
        }
        boolean closed =
                evidence.gateway()
                        .filter(gateway -> !GatewayState.listensTo(gateway, door.port()))
                        .isPresent();
        return closed
                ? new Refused(RouteStatus.listenerMissing(shared, door.port()))
                : evidence.route()
                        .map(route -> RouteStatus.read(route, shared, door.port()))
                        .orElseGet(() -> new Pending(shared));
    }
}
