package dev.streamapp.operator;

import dev.streamapp.crds.Exposure;
import dev.streamapp.operator.port.PortRange;
import dev.streamapp.operator.rollout.UpdatePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator decided, read from the environment once.
 *
 * @param watchNamespaces namespaces whose LiveStreams are served; empty means all
 * @param operatorNamespace where the operator keeps its own memory
 * @param packagerImage image of the packager
 * @param publisherImage image that makes the test pattern
 * @param imagePullPolicy pull policy of both
 * @param portRange UDP ports handed to streams that name none
 * @param publicHost host in ingest URLs; null means the address of the pod's node
 * @param exposureDefault exposure of streams that choose none
 * @param exposureAllowed exposures a stream may choose
 * @param updatePolicy when pods take up new images and defaults
 * @param clusterDomain DNS domain of the cluster
 * @param httpPort TCP port of health and metrics
 * @param packagerWatchUrl where a packager's status is watched; {@code {ip}}, {@code {namespace}}
 *     and {@code {name}} are those of the pod and its stream
 */
public record Settings(
        Set<String> watchNamespaces,
        String operatorNamespace,
        String packagerImage,
        String publisherImage,
        String imagePullPolicy,
        PortRange portRange,
        @Nullable String publicHost,
        Exposure.Type exposureDefault,
        Set<Exposure.Type> exposureAllowed,
        UpdatePolicy updatePolicy,
        String clusterDomain,
        int httpPort,
        String packagerWatchUrl) {

    /** One field manager for everything the operator applies. */
    public static final String FIELD_MANAGER = "streamapp-operator";

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException naming every variable that is missing or wrong
     */
    public static Settings from(Map<String, String> environment) {
        var reading = new Reading(environment);
        var settings =
                new Settings(
                        reading.words("WATCH_NAMESPACES"),
                        reading.required("OPERATOR_NAMESPACE"),
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
                                EnumSet.allOf(Exposure.Type.class)),
                        reading.parsed(
                                "PACKAGER_UPDATE_POLICY",
                                "WhenIdle",
                                UpdatePolicy::valueOf,
                                UpdatePolicy.WhenIdle),
                        reading.text("CLUSTER_DOMAIN", "cluster.local"),
                        reading.parsed("HTTP_PORT", "8080", Integer::valueOf, 8080),
                        reading.text("PACKAGER_WATCH_URL", "http://{ip}:9090/status/watch"));
        reading.check(
                settings.exposureAllowed.contains(settings.exposureDefault),
                "EXPOSURE_DEFAULT must be one of EXPOSURE_ALLOWED");
        reading.complain();
        return settings;
    }

    private static Set<Exposure.Type> exposures(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .map(Exposure.Type::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Exposure.Type.class)));
    }

    /** Collects every complaint, so that one start shows all of them. */
    private static final class Reading {

        private final Map<String, String> environment;
        private final List<String> complaints = new ArrayList<>();

        Reading(Map<String, String> environment) {
            this.environment = environment;
        }

        @Nullable String optional(String name) {
            String value = environment.get(name);
            return value == null || value.isBlank() ? null : value.strip();
        }

        String text(String name, String byDefault) {
            String value = optional(name);
            return value == null ? byDefault : value;
        }

        String required(String name) {
            String value = optional(name);
            check(value != null, name + " must be set");
            return value == null ? "" : value;
        }

        Set<String> words(String name) {
            return Arrays.stream(text(name, "").split(","))
                    .map(String::strip)
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        }

        <T> T parsed(String name, String byDefault, Function<String, T> parser, T fallback) {
            String value = text(name, byDefault);
            try {
                return parser.apply(value);
            } catch (IllegalArgumentException e) {
                complaints.add("%s cannot be \"%s\": %s".formatted(name, value, e.getMessage()));
                return fallback;
            }
        }

        void check(boolean right, String complaint) {
            if (!right) {
                complaints.add(complaint);
            }
        }

        void complain() {
            if (!complaints.isEmpty()) {
                throw new IllegalArgumentException(String.join("; ", complaints));
            }
        }
    }
}
