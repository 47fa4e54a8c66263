package dev.streamapp.operator.apply;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.Settings;
import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.children.IngestRoute;
import dev.streamapp.operator.children.Names;
import dev.streamapp.operator.observe.GatewayState;
import dev.streamapp.operator.observe.Problem;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** Applies the ways from the shared Gateway to the streams that want one. */
final class IngestRoutes {

    private final Settings settings;
    private final KubernetesClient client;
    private final GatewayApi api;

    IngestRoutes(Settings settings, KubernetesClient client, GatewayApi api) {
        this.settings = settings;
        this.client = client;
        this.api = api;
    }

    /** Applies or removes it; says what stands in the way. */
    Optional<Problem> apply(Blueprint blueprint) {
        return api.followed().flatMap(found -> apply(blueprint, found));
    }

    private Optional<Problem> apply(Blueprint blueprint, GatewayApi.Followed found) {
        var stream = blueprint.stream();
        var routes = new ChildKind<>(client, found.routes());
        var wanted = IngestRoute.build(blueprint, found.version());
        if (wanted.isEmpty()) {
            routes.delete(stream, Names.ingestRoute(stream));
            return Optional.empty();
        }
        return routes.apply(stream, wanted.get());
    }

    /** What keeps a stream from being reached in this way at all. */
    Optional<Problem> obstacle(LiveStream stream) {
        if (stream.getSpec().ingest().rtmp() != null) {
            return Optional.of(
                    Problem.ofStream(
                            "ExposureNotForRtmp",
                            "UDPRoute carries UDP, and RTMP comes over TCP: choose another spec.exposure.type, or spec.ingest.srt."));
        }
        if (api.followed().isEmpty()) {
            return Optional.of(
                    Problem.ofStream(
                            "GatewayApiMissing",
                            "spec.exposure.type UDPRoute needs the kinds Gateway and UDPRoute of the Gateway API, which this cluster does not have: install its definitions and a controller for them, or choose another type. What is installed is noticed within a minute."));
        }
        if (api.gateway().isEmpty()) {
            return Optional.of(
                    Problem.ofStream(
                            "GatewayMissing",
                            "There is no Gateway %s, which streams are to be reached through: have it made, or ask the administrator to correct exposure.udpRoute.gateway."
                                    .formatted(settings.gateway())));
        }
        return Optional.empty();
    }

    /** Whether the Gateway lets datagrams to this port in. */
    boolean listensTo(int port) {
        return api.gateway().filter(gateway -> GatewayState.listensTo(gateway, port)).isPresent();
    }
}
