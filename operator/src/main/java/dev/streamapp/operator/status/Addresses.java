package dev.streamapp.operator.status;

import dev.streamapp.crds.Ingest;
import dev.streamapp.crds.SrtIngest;
import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.children.Blueprint.Door;
import dev.streamapp.operator.children.Durations;
import dev.streamapp.operator.children.Names;
import dev.streamapp.operator.children.PackagerDeployment;
import dev.streamapp.operator.observe.GatewayState;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.LoadBalancerStatus;
import io.fabric8.kubernetes.api.model.Service;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where to publish to and where to watch. */
final class Addresses {

    private Addresses() {}

    /** The playlist, inside the cluster. */
    static String hlsUrl(Blueprint blueprint) {
        return "http://%s.%s.svc:%d/playlist.m3u8"
                .formatted(
                        Names.hlsService(blueprint.stream()),
                        blueprint.namespace(),
                        PackagerDeployment.MEDIA_PORT);
    }

    /** The playlist of a recording. */
    static String recordingUrl(Blueprint blueprint, String id) {
        return hlsUrl(blueprint).replace("/playlist.m3u8", "/recordings/" + id + "/playlist.m3u8");
    }

    /** Where to publish to; null where nobody does, or while the address is not known. */
    static @Nullable String ingestUrl(Findings findings) {
        Door door = findings.blueprint().door();
        if (door == null || !findings.blueprint().spec().ingest().listens()) {
            return null;
        }
        if (!findings.blueprint().opens()) {
            // the way in is that of before, and its address with it
            return findings.before().ingestUrl();
        }
        return host(door, findings)
                .map(host -> host.contains(":") ? "[" + host + "]" : host)
                .map(host -> ingestUrl(host + ":" + door.port(), findings))
                .orElse(null);
    }

    private static String ingestUrl(String authority, Findings findings) {
        SrtIngest srt = findings.blueprint().spec().ingest().srt();
        if (srt == null) {
            return "rtmp://" + authority + "/live";
        }
        String url =
                "srt://%s?mode=caller&latency=%d"
                        .formatted(
                                authority,
                                TimeUnit.NANOSECONDS.toMicros(
                                        Durations.parse(srt.latency()).toNanos()));
        return srt.encrypted() ? url + "&pbkeylen=" + srt.encryption().keyLength() : url;
    }

    /** Where the stream is pulled from; null where it is not. */
    static @Nullable String sourceUrl(Ingest ingest) {
        if (ingest.rtsp() != null) {
            return ingest.rtsp().url();
        }
        return ingest.srt() == null ? null : ingest.srt().url();
    }

    private static Optional<String> host(Door door, Findings findings) {
        Blueprint blueprint = findings.blueprint();
        return switch (door.exposure()) {
            case NodePort ->
                    Optional.ofNullable(blueprint.settings().publicHost())
                            .or(() -> findings.evidence().nodeAddress())
                            // a suspended stream has no pod, and its address does not change
                            .or(() -> hostBefore(findings));
            // only there, whatever name other nodes have
            case HostPort -> findings.evidence().nodeAddress().or(() -> hostBefore(findings));
            case LoadBalancer ->
                    findings.evidence().ingestService().flatMap(Addresses::loadBalancer);
            case UDPRoute -> findings.evidence().gateway().flatMap(GatewayState::address);
            case ClusterIP ->
                    Optional.of(
                            "%s.%s.svc.%s"
                                    .formatted(
                                            Names.ingestService(blueprint.stream()),
                                            blueprint.namespace(),
                                            blueprint.settings().clusterDomain()));
        };
    }

    private static Optional<String> hostBefore(Findings findings) {
        return Optional.ofNullable(findings.before().ingestUrl())
                .map(URI::create)
                .map(URI::getHost)
                // of an IPv6 address with its brackets, which belong to the URL
                .map(host -> host.replaceAll("^\\[|]$", ""));
    }

    private static Optional<String> loadBalancer(Service service) {
        return Optional.ofNullable(service.getStatus())
                .map(status -> status.getLoadBalancer())
                .map(LoadBalancerStatus::getIngress)
                .orElse(List.<LoadBalancerIngress>of())
                .stream()
                .map(ingress ->
                        ingress.getHostname() == null ? ingress.getIp() : ingress.getHostname())
                .findFirst();
    }
}
