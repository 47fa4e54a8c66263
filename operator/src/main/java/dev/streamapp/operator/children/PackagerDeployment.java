package dev.streamapp.operator.children;

import dev.streamapp.crds.Exposure;
import dev.streamapp.crds.Ingest;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The one pod of a stream: the packager, and for a test pattern a publisher beside it. */
public final class PackagerDeployment {

    /** TCP port of playlists and segments. */
    public static final int MEDIA_PORT = 8080;

    /** TCP port of status, metrics and probes. */
    static final int CONTROL_PORT = 9090;

    /** On a pod that only serves what was recorded. */
    public static final String REPLAY_ONLY = "streamapp.dev/replay-only";

    private static final long USER = 10001L;

    /** The Deployment; a suspended stream has no replica, unless it has recordings to show. */
    public static Deployment build(Blueprint blueprint) {
        var stream = blueprint.stream();
        return new DeploymentBuilder()
                .withMetadata(ChildMetadata.owned(stream, Names.deployment(stream)))
                .withNewSpec()
                .withReplicas(blueprint.spec().suspend() && !replays(blueprint) ? 0 : 1)
                .withRevisionHistoryLimit(1)
                // the volume can be mounted by one pod at a time
                .withNewStrategy()
                .withType("Recreate")
                .endStrategy()
                .withNewSelector()
                .withMatchLabels(Names.selector(stream))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Names.labels(stream))
                .withAnnotations(replays(blueprint) ? Map.of(REPLAY_ONLY, "true") : null)
                .endMetadata()
                .withSpec(PodPlacement.placed(pod(blueprint), blueprint))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** Whether its pod only serves what was recorded. */
    static boolean replays(Blueprint blueprint) {
        return blueprint.spec().suspend() && blueprint.spec().records();
    }

    private static PodSpec pod(Blueprint blueprint) {
        List<Container> containers = new ArrayList<>();
        containers.add(packager(blueprint));
        if (blueprint.spec().ingest().testPattern() != null && !replays(blueprint)) {
            containers.add(publisher(blueprint));
        }
        return new PodSpecBuilder()
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                // what is listed is on disk already; there is nothing to finish
                .withTerminationGracePeriodSeconds(5L)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(containers)
                .addNewVolume()
                .withName("data")
                .withNewPersistentVolumeClaim()
                .withClaimName(Names.claim(blueprint.stream()))
                .endPersistentVolumeClaim()
                .endVolume()
                .addNewVolume()
                .withName("tmp")
                .withNewEmptyDir()
                .withSizeLimit(new Quantity("32Mi"))
                .endEmptyDir()
                .endVolume()
                .build();
    }

    private static Container packager(Blueprint blueprint) {
        return new ContainerBuilder()
                .withName("packager")
                .withImage(blueprint.settings().packagerImage())
                .withImagePullPolicy(blueprint.settings().imagePullPolicy())
                .withEnv(PackagerEnvironment.of(blueprint))
                .addAllToPorts(ingestPort(blueprint))
                .addNewPort()
                .withName("media")
                .withContainerPort(MEDIA_PORT)
                .withProtocol("TCP")
                .endPort()
                .addNewPort()
                .withName("control")
                .withContainerPort(CONTROL_PORT)
                .withProtocol("TCP")
                .endPort()
                .withResources(PodPlacement.resources(blueprint))
                .withStartupProbe(probe("/livez", 1, 60).edit().withInitialDelaySeconds(1).build())
                .withReadinessProbe(probe("/readyz", 2, 2))
                .withLivenessProbe(probe("/livez", 10, 3))
                .withSecurityContext(restricted())
                .addNewVolumeMount()
                .withName("data")
                .withMountPath("/data")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .build();
    }

    /** Where the pod waits for a publisher; nowhere if it connects to a source by itself. */
    static List<ContainerPort> ingestPort(Blueprint blueprint) {
        Ingest ingest = blueprint.spec().ingest();
        if (ingest.pulls()) {
            return List.of();
        }
        var protocol = IngestProtocol.of(ingest);
        return List.of(
                new ContainerPortBuilder()
                        .withName(protocol.scheme())
                        .withContainerPort(protocol.podPort())
                        .withHostPort(hostPort(blueprint))
                        .withProtocol(protocol.transport())
                        .build());
    }

    /** The port of the node that the pod takes; null: none. */
    private static @Nullable Integer hostPort(Blueprint blueprint) {
        Blueprint.Door door = blueprint.door();
        return door != null && door.exposure() == Exposure.Type.HostPort ? door.port() : null;
    }

    private static Container publisher(Blueprint blueprint) {
        return new ContainerBuilder()
                .withName("publisher")
                .withImage(blueprint.settings().publisherImage())
                .withImagePullPolicy(blueprint.settings().imagePullPolicy())
                .withEnv(PublisherEnvironment.of(blueprint))
                .withNewResources()
                .withRequests(quantities("100m", "96Mi"))
                .withLimits(Map.of("memory", new Quantity("512Mi")))
                .endResources()
                .withSecurityContext(restricted())
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .build();
    }

    private static Map<String, Quantity> quantities(String cpu, String memory) {
        return new TreeMap<>(Map.of("cpu", new Quantity(cpu), "memory", new Quantity(memory)));
    }

    private static Probe probe(String path, int periodSeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withNewPort("control")
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(2)
                .withFailureThreshold(failures)
                .build();
    }

    private static SecurityContext restricted() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    private PackagerDeployment() {}
}
