package dev.streamapp.operator;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.streamapp.crds.Exposure;
import dev.streamapp.operator.children.DrainPolicy;
import dev.streamapp.operator.children.LoadBalancing;
import dev.streamapp.operator.children.PodDefaults;
import dev.streamapp.operator.children.SharedGateway;
import dev.streamapp.operator.children.StreamPeers;
import dev.streamapp.operator.port.PortRange;
import dev.streamapp.operator.rollout.UpdatePolicy;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator decided, read from the environment once.
 *
 * @param watchNamespaces namespaces whose LiveStreams are served; empty means all
 * @param operatorNamespace where the operator keeps its own memory
 * @param operatorName which installation this is, as it claims namespaces
 * @param leaderLease Lease by which one of several replicas acts; null: there is only one
 * @param packagerImage image of the packager
 * @param publisherImage image that makes the test pattern
 * @param imagePullPolicy pull policy of both
 * @param portRange UDP ports handed to streams that name none
 * @param publicHost host in ingest URLs; null means the address of the pod's node
 * @param exposureDefault exposure of streams that choose none
 * @param exposureAllowed exposures a stream may choose
 * @param updatePolicy when pods take up new images and defaults
 * @param drainPolicy what becomes of a stream whose node is drained
 * @param streamPeers who may talk to the streams' pods; null: no network policies are made
 * @param podDefaults what the pods of streams use and where they run, unless a stream says
 *     otherwise
 * @param loadBalancing what the Services of type LoadBalancer say to the load balancer
 * @param gateway what streams of exposure UDPRoute attach to; null where that is not allowed
 * @param clusterDomain DNS domain of the cluster
 * @param httpPort TCP port of health and metrics
 * @param logFormat how the packagers' logs look, as the operator's own: {@code text} or {@code
 *     json}
 * @param packagerWatchUrl where a packager's status is watched; {@code {ip}}, {@code {namespace}}
 *     and {@code {name}} are those of the pod and its stream
 */
public record Settings(
        Set<String> watchNamespaces,
        String operatorNamespace,
        String operatorName,
        @Nullable String leaderLease,
        String packagerImage,
        String publisherImage,
        String imagePullPolicy,
        PortRange portRange,
        @Nullable String publicHost,
        Exposure.Type exposureDefault,
        Set<Exposure.Type> exposureAllowed,
        UpdatePolicy updatePolicy,
        DrainPolicy drainPolicy,
        @Nullable StreamPeers streamPeers,
        PodDefaults podDefaults,
        LoadBalancing loadBalancing,
        @Nullable SharedGateway gateway,
        String clusterDomain,
        int httpPort,
        String logFormat,
        String packagerWatchUrl) {

    /** One field manager for everything the operator applies. */
    public static final String FIELD_MANAGER = "streamapp-operator";

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException naming every variable that is missing or wrong
     */
    public static Settings from(Map<String, String> environment) {
        var reading = new SettingsReading(environment);
        var settings =
                new Settings(
                        reading.words("WATCH_NAMESPACES"),
                        reading.required("OPERATOR_NAMESPACE"),
                        reading.text("OPERATOR_NAME", "streamapp"),
                        reading.optional("LEADER_LEASE"),
                        reading.required("PACKAGER_IMAGE"),
                        reading.required("PUBLISHER_IMAGE"),
                        reading.text("IMAGE_PULL_POLICY", "IfNotPresent"),
                        reading.parsed(
                                "INGEST_PORT_RANGE",
                                "10000-10100",
                                PortRange::parse,
                                new PortRange(10000, 10100)),
                        reading.optional("INGEST_PUBLIC_HOST"),
                        reading.parsed(
                                "EXPOSURE_DEFAULT",
                                "NodePort",
                                Exposure.Type::valueOf,
                                Exposure.Type.NodePort),
                        reading.parsed(
                                "EXPOSURE_ALLOWED",
                                "NodePort,LoadBalancer,ClusterIP",
                                Settings::exposures,
                                EnumSet.of(
                                        Exposure.Type.NodePort,
                                        Exposure.Type.LoadBalancer,
                                        Exposure.Type.ClusterIP)),
                        reading.parsed(
                                "PACKAGER_UPDATE_POLICY",
                                "WhenIdle",
                                UpdatePolicy::valueOf,
                                UpdatePolicy.WhenIdle),
                        reading.parsed(
                                "PACKAGER_DRAIN_POLICY",
                                "Allow",
                                DrainPolicy::valueOf,
                                DrainPolicy.Allow),
                        Boolean.parseBoolean(reading.text("NETWORK_POLICY", "true"))
                                ? new StreamPeers(
                                        reading.peers("NETWORK_POLICY_MEDIA_FROM"),
                                        reading.peers("NETWORK_POLICY_CONTROL_FROM"))
                                : null,
                        reading.json(
                                "PACKAGER_POD",
                                new TypeReference<PodDefaults>() {},
                                PodDefaults.NONE),
                        new LoadBalancing(
                                reading.json(
                                        "LOAD_BALANCER_ANNOTATIONS",
                                        new TypeReference<Map<String, String>>() {},
                                        Map.of()),
                                reading.optional("LOAD_BALANCER_CLASS"),
                                Boolean.parseBoolean(
                                        reading.text("LOAD_BALANCER_SHARED_ADDRESS", "false"))),
                        reading.optional("UDP_ROUTE_GATEWAY", SharedGateway::parse),
                        reading.text("CLUSTER_DOMAIN", "cluster.local"),
                        reading.parsed("HTTP_PORT", "8080", Integer::valueOf, 8080),
                        reading.oneOf("LOG_FORMAT", "text", "json"),
                        reading.text("PACKAGER_WATCH_URL", "http://{ip}:9090/status/watch"));
        reading.check(
                settings.exposureAllowed.contains(settings.exposureDefault),
                "EXPOSURE_DEFAULT must be one of EXPOSURE_ALLOWED");
        reading.check(
                settings.gateway != null
                        || !settings.exposureAllowed.contains(Exposure.Type.UDPRoute),
                "UDP_ROUTE_GATEWAY must be set where EXPOSURE_ALLOWED has UDPRoute");
        reading.complain();
        return settings;
    }

    /** Whether streams that are reached in this way are told apart by their ports alone. */
    public boolean sharesAddress(Exposure.Type exposure) {
        return switch (exposure) {
            // a pod may move to any node, and there is one Gateway
            case NodePort, HostPort, UDPRoute -> true;
            case LoadBalancer -> loadBalancing.sharedAddress();
            case ClusterIP -> false;
        };
    }

    private static Set<Exposure.Type> exposures(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .map(Exposure.Type::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Exposure.Type.class)));
    }
}
