package dev.streamapp.e2e.cluster;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinity;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinityBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A volume that can be filled without harm to anybody's disk: a file system in the memory of the
 * node, which a privileged pod mounts there, fills and empties. It has a storage class to itself.
 */
public final class SmallVolume implements AutoCloseable {
    private static final String SIZE = "64Mi";
    private static final String NAMESPACE = "default";
    private static final String VOLUMES = "/tmp/hostpath_pv";

    private final Cluster cluster;
    private final String name;

    /**
     * Mounts it.
     *
     * @param image any with a shell, mount and umount, as Debian's have
     */
    public SmallVolume(Cluster cluster, String name, String image) {
        this.cluster = cluster;
        this.name = name;
        var client = cluster.client();
        client.pods().inNamespace(NAMESPACE).resource(keeper(image)).create();
        Pod keeper =
                client.pods()
                        .inNamespace(NAMESPACE)
                        .withName(name)
                        .waitUntilReady(60, TimeUnit.SECONDS);
        String node = keeper.getSpec().getNodeName();
        client.persistentVolumes().resource(volume(node)).create();
    }

    /** For {@code spec.storage} of a stream. */
    public Map<String, Object> storage() {
        return Map.of("size", SIZE, "storageClassName", name);
    }

    /** Leaves no byte free. */
    public void fill() {
        inside("head -c 1G /dev/zero >%s/filler || true");
    }

    /** Takes away what filled it. */
    public void empty() {
        inside("rm %s/filler");
    }

    private String path() {
        return VOLUMES + "/" + name;
    }

    private void inside(String script) {
        cluster.kubectl("exec", "-n", NAMESPACE, name, "--", "sh", "-c", script.formatted(path()));
    }

    private Pod keeper(String image) {
        String mount =
                "mkdir -p %1$s && mount -t tmpfs -o size=64m,mode=0777 tmpfs %1$s && touch /tmp/mounted && exec sleep infinity"
                        .formatted(path());
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Map.of("app.kubernetes.io/part-of", "streamapp-e2e"))
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(0L)
                .addNewContainer()
                .withName("keeper")
                .withImage(image)
                .withCommand(List.of("sh", "-c", mount))
                .withNewReadinessProbe()
                .withNewExec()
                .withCommand("test", "-e", "/tmp/mounted")
                .endExec()
                .withPeriodSeconds(1)
                .endReadinessProbe()
                .withNewSecurityContext()
                .withPrivileged(true)
                .withRunAsUser(0L)
                .withRunAsGroup(0L)
                .endSecurityContext()
                .addNewVolumeMount()
                .withName("volumes")
                .withMountPath(VOLUMES)
                .withMountPropagation("Bidirectional")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("volumes")
                .withNewHostPath(VOLUMES, "DirectoryOrCreate")
                .endVolume()
                .endSpec()
                .build();
    }

    /** Of the kind that the kubelet tells the room of. */
    private PersistentVolume volume(String node) {
        return new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withStorageClassName(name)
                .withCapacity(Map.of("storage", new Quantity(SIZE)))
                .withAccessModes("ReadWriteOnce")
                .withPersistentVolumeReclaimPolicy("Retain")
                .withNewLocal(null, path())
                .withNodeAffinity(on(node))
                .endSpec()
                .build();
    }

    private static VolumeNodeAffinity on(String node) {
        return new VolumeNodeAffinityBuilder()
                .withNewRequired()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey("kubernetes.io/hostname")
                .withOperator("In")
                .withValues(node)
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequired()
                .build();
    }

    /** Unmounts it; whoever used it is gone by then. */
    @Override
    public void close() {
        inside("umount %1$s && rmdir %1$s");
        cluster.client().persistentVolumes().withName(name).delete();
        cluster.client().pods().inNamespace(NAMESPACE).withName(name).delete();
    }
}
