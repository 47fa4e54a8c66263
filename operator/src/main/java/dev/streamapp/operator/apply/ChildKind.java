package dev.streamapp.operator.apply;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.children.Names;
import dev.streamapp.operator.observe.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Applies children of one kind, server-side, only when they differ.
 *
 * @param <R> the kind
 */
final class ChildKind<R extends HasMetadata> {

    private static final int CONFLICT = 409;

    /**
     * The API server gives node ports out of one record: of requests at once all but one have to
     * try again in there, and hundreds of streams created at once would make them time out. One at
     * a time would leave it idle between them.
     */
    private final Semaphore nodePorts = new Semaphore(4);

    private final KubernetesClient client;
    private final InformerEventSource<R, LiveStream> informer;

    /** Children of the past are forgotten with all others. */
    private static final int MOST_SOUND = 10_000;

    /** By uid, what was found to be as wanted, and as what: most looks find the same again. */
    private final Map<String, String> sound = new ConcurrentHashMap<>();

    ChildKind(KubernetesClient client, InformerEventSource<R, LiveStream> informer) {
        this.client = client;
        this.informer = informer;
    }

    /** What the informer knows; objects without our labels it does not. */
    Optional<R> known(LiveStream stream, String name) {
        return informer.get(new ResourceID(name, stream.getMetadata().getNamespace()));
    }

    /**
     * Makes {@code wanted} so.
     *
     * @return what stands in the way, if something does that a user can put right
     * @throws KubernetesClientException if it should be tried again
     */
    Optional<Problem> apply(LiveStream stream, R wanted) {
        R sealed = Difference.sealed(wanted);
        Optional<R> there = known(stream, wanted.getMetadata().getName());
        if (there.isEmpty()) {
            try {
                return write(sealed, Write.NEW);
            } catch (KubernetesClientException e) {
                if (e.getCode() != CONFLICT) {
                    throw e;
                }
                // somebody else's object of this name has none of our labels: only the server
                // knows it
                there = Optional.ofNullable(client.resource(sealed).get());
            }
        }
        if (there.isEmpty()) {
            return write(sealed, Write.UNFORCED);
        }
        Optional<Problem> obstacle = obstacle(stream, there.get());
        if (obstacle.isPresent() || isSound(sealed, there.get())) {
            return obstacle;
        }
        return write(sealed, Write.FORCED);
    }

    /** Whether nothing is to be written: looked at closely only where one of them is new. */
    private boolean isSound(R sealed, R there) {
        String uid = there.getMetadata().getUid();
        String pair =
                there.getMetadata().getResourceVersion() + " " + Difference.fingerprint(sealed);
        if (pair.equals(sound.get(uid))) {
            return true;
        }
        if (Difference.between(sealed, there)) {
            return false;
        }
        if (sound.size() >= MOST_SOUND) {
            sound.clear();
        }
        sound.put(uid, pair);
        return true;
    }

    /** Deletes a child that is no longer wanted; true if there was one. */
    boolean delete(LiveStream stream, String name) {
        Optional<R> there =
                known(stream, name)
                        .filter(child -> Names.belongs(child, stream))
                        .filter(child -> !child.isMarkedForDeletion());
        there.ifPresent(child -> client.resource(child).delete());
        return there.isPresent();
    }

    private Optional<Problem> write(R sealed, Write how) {
        boolean allocates = how != Write.FORCED && takesNodePort(sealed);
        if (allocates) {
            nodePorts.acquireUninterruptibly();
        }
        try {
            informer.eventFilteringUpdateAndCacheResource(
                    sealed, object -> LeanStore.lean(how.apply(client, object)));
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(Refusal.of(sealed, e).orElseThrow(() -> e));
        } finally {
            if (allocates) {
                nodePorts.release();
            }
        }
    }

    private static boolean takesNodePort(HasMetadata object) {
        return object instanceof Service service && "NodePort".equals(service.getSpec().getType());
    }

    private Optional<Problem> obstacle(LiveStream stream, R there) {
        if (Names.belongs(there, stream) && !there.isMarkedForDeletion()) {
            return Optional.empty();
        }
        if (Names.belongs(there, stream) && there instanceof PersistentVolumeClaim) {
            return Optional.of(
                    Problem.ofStorage(
                            "VolumeDeleting",
                            "The volume claim %s was deleted and goes when the pod stops: set spec.suspend to true and back to false to get a new one."
                                    .formatted(there.getMetadata().getName())));
        }
        if (Names.belongs(there, stream) || Names.isRemains(there, stream)) {
            return Optional.of(
                    Problem.ofStream(
                            "Terminating",
                            "Waiting until the earlier %s %s is gone."
                                    .formatted(there.getKind(), there.getMetadata().getName())));
        }
        return Optional.of(nameTaken(there));
    }

    private static Problem nameTaken(HasMetadata there) {
        return Problem.ofStream(
                "NameTaken",
                "There is already a %s %s that is not part of this stream, and it is left alone: delete it or rename it, or give the stream another name."
                        .formatted(there.getKind(), there.getMetadata().getName()));
    }
}
