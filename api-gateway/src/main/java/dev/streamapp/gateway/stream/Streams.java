package dev.streamapp.gateway.stream;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.gateway.platform.ProblemException;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;

/**
 * The streams of the one namespace this gateway serves. Reading asks the informer's copy and never
 * the API server; switching, creating and deleting ask the API server, and the copy follows.
 */
public final class Streams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

    private static final int COPY_TRIES = 100;
    private static final Duration COPY_PAUSE = Duration.ofMillis(10);

    private final String namespace;
    private final NonNamespaceOperation<
                    LiveStream, KubernetesResourceList<LiveStream>, Resource<LiveStream>>
            resources;
    private final KubernetesSerialization records;
    private final SharedIndexInformer<LiveStream> informer;
    private final StreamFeed feed = new StreamFeed();

    /** Nothing is watched before {@link #start}. */
    Streams(KubernetesClient cluster, String namespace) {
        this.namespace = namespace;
        this.resources = cluster.resources(LiveStream.class).inNamespace(namespace);
        this.records = cluster.getKubernetesSerialization();
        this.informer = resources.runnableInformer(0);
    }

    /** Begins to watch in the background; an API server that is away is tried again and again. */
    void start() {
        informer.exceptionHandler((_, e) -> {
            // the client itself warns, with the trace
            LOG.debug("Streams are as they were last known: {}", e.getMessage());
            return true;
        });
        informer.addEventHandler(new Following());
        informer.start();
    }

    /** False until the copy is complete for the first time. */
    public boolean loaded() {
        return informer.hasSynced();
    }

    /** Whether the copy follows the API server at present. */
    public boolean watching() {
        return informer.isWatching();
    }

    /** Is there a stream of this name? Cheap enough for every playback request. */
    public boolean exists(String streamId) {
        return find(streamId).isPresent();
    }

    /** The stream of this name. */
    public Optional<LiveStream> find(String streamId) {
        return Optional.ofNullable(informer.getStore().getByKey(namespace + "/" + streamId));
    }

    /** Whether this gateway made the stream, and would delete it. */
    public boolean isOwn(String streamId) {
        return find(streamId).filter(NewStream::isOurs).isPresent();
    }

    /** The stream of this name, or a 404 that names it; 503 before {@link #loaded}. */
    public LiveStream get(String streamId) {
        return find(streamId)
                .orElseThrow(() -> {
                    requireLoaded();
                    return absent(streamId);
                });
    }

    /** Whoever needs to know what is not there cannot be answered before everything is known. */
    void requireLoaded() {
        if (!loaded()) {
            throw ProblemException.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "The streams are not known yet: Kubernetes has not answered. Try again.")
                    .retryAfter(Duration.ofSeconds(5));
        }
    }

    /**
     * The status word of a stream; also {@code missing}, and {@code unknown} before {@link
     * #loaded}.
     */
    public String word(String streamId) {
        return find(streamId)
                .map(stream -> StreamStatus.of(StreamView.statusOf(stream).phase()).word())
                .orElse(loaded() ? "missing" : "unknown");
    }

    /** All streams, by name. */
    public List<LiveStream> all() {
        return informer.getStore().list().stream()
                .sorted(Comparator.comparing(stream -> stream.getMetadata().getName()))
                .toList();
    }

    /** Switches a stream on or off and returns it as it is asked for now. */
    public LiveStream suspend(String streamId, boolean suspend) {
        String patch = "{\"spec\":{\"suspend\":%b}}".formatted(suspend);
        return about(
                streamId,
                () ->
                        ClusterProblems.translated(
                                () ->
                                        resources
                                                .withName(streamId)
                                                .patch(
                                                        PatchContext.of(PatchType.JSON_MERGE),
                                                        patch),
                                () -> absent(streamId)));
    }

    /** Whatever is logged meanwhile names the stream; requests do not always do in their path. */
    private <T> T about(String streamId, Supplier<T> call) {
        try (var _ = MDC.putCloseable("namespace", namespace);
                var _ = MDC.putCloseable("stream", streamId)) {
            return call.get();
        }
    }

    /**
     * Creates a stream that cameras publish to over SRT; one that is there already stays as it is.
     *
     * @param title a name for people; cut to what a LiveStream holds
     * @return whether this call made it
     */
    public boolean create(String streamId, String title) {
        boolean made =
                about(
                        streamId,
                        () ->
                                ClusterProblems.isNew(() ->
                                        resources
                                                .resource(NewStream.of(streamId, title, records))
                                                .create()));
        awaitCopy(streamId);
        return made;
    }

    /** Whoever creates a stream finds it at once; a copy that lags further is not waited for. */
    private void awaitCopy(String streamId) {
        try {
            for (int i = 0; i < COPY_TRIES && !exists(streamId); i++) {
                Thread.sleep(COPY_PAUSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Deletes a stream that this gateway created; others belong to somebody else and stay. */
    public boolean deleteOwn(String streamId) {
        return ClusterProblems.reported(() -> {
            // the copy may be behind
            LiveStream present = resources.withName(streamId).get();
            boolean own = present != null && NewStream.isOurs(present);
            if (own) {
                resources.withName(streamId).delete();
            }
            return own;
        });
    }

    /** Deletes a stream, whoever made it. */
    void delete(String streamId) {
        boolean there =
                ClusterProblems.reported(() -> !resources.withName(streamId).delete().isEmpty());
        if (!there) {
            throw absent(streamId);
        }
    }

    StreamFeed feed() {
        return feed;
    }

    @Override
    public void close() {
        feed.close();
        informer.stop();
    }

    private static ProblemException absent(String streamId) {
        return ProblemException.notFound(
                "There is no stream \"%s\"; GET /api/streams lists all.".formatted(streamId));
    }

    private final class Following implements ResourceEventHandler<LiveStream> {

        @Override
        public void onAdd(LiveStream stream) {
            feed.publish(new StreamChange.Changed(stream));
        }

        @Override
        public void onUpdate(LiveStream before, LiveStream after) {
            String version = before.getMetadata().getResourceVersion();
            if (!version.equals(after.getMetadata().getResourceVersion())) {
                feed.publish(new StreamChange.Changed(after));
            }
        }

        @Override
        public void onDelete(LiveStream stream, boolean stateUnknown) {
            feed.publish(new StreamChange.Deleted(stream.getMetadata().getName()));
        }
    }
}
