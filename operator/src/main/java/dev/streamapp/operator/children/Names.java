package dev.streamapp.operator.children;

import dev.streamapp.crds.LiveStream;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Names, labels and annotations of the children: what others find them by. */
public final class Names {

    /** Carried by every child and pod: the stream's name. */
    public static final String STREAM_LABEL = "streamapp.dev/stream";

    /** Carried by a volume that outlives its stream: the uid of the stream that last had it. */
    public static final String STREAM_UID_LABEL = "streamapp.dev/stream-uid";

    /** On a LiveStream, {@code true}: its children are left as they are. */
    public static final String PAUSED = "streamapp.dev/paused";

    /** Selects everything this operator made. */
    public static final String MANAGED = "app.kubernetes.io/managed-by=streamapp-operator";

    static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
    static final String MANAGER = "streamapp-operator";

    /** The Deployment. */
    public static String deployment(LiveStream stream) {
        return stream.getMetadata().getName();
    }

    /** The Service publishers send to. */
    public static String ingestService(LiveStream stream) {
        return stream.getMetadata().getName() + "-ingest";
    }

    /** The way from a shared Gateway to that Service. */
    public static String ingestRoute(LiveStream stream) {
        return stream.getMetadata().getName() + "-ingest";
    }

    /** The Service playlists and segments are fetched from. */
    public static String hlsService(LiveStream stream) {
        return stream.getMetadata().getName() + "-hls";
    }

    /** Who may talk to the pod. */
    public static String networkPolicy(LiveStream stream) {
        return stream.getMetadata().getName();
    }

    /** What holds up a drain. */
    public static String disruptionBudget(LiveStream stream) {
        return stream.getMetadata().getName();
    }

    /** The volume claim. */
    public static String claim(LiveStream stream) {
        return stream.getMetadata().getName() + "-data";
    }

    /** The Secret with the stream key made for RTMP streams that bring none. */
    public static String streamKeySecret(LiveStream stream) {
        return stream.getMetadata().getName() + "-stream-key";
    }

    /** The Secret with the passphrase made for SRT streams that bring none. */
    public static String passphraseSecret(LiveStream stream) {
        return stream.getMetadata().getName() + "-ingest";
    }

    /** Labels of every child; sorted, so that equal children are written alike. */
    static SortedMap<String, String> labels(LiveStream stream) {
        var labels = selector(stream);
        labels.put("app.kubernetes.io/name", "streamapp-packager");
        labels.put("app.kubernetes.io/instance", stream.getMetadata().getName());
        labels.put("app.kubernetes.io/component", "packager");
        labels.put("app.kubernetes.io/part-of", "streamapp");
        return labels;
    }

    /** What the pods of a stream are selected by. */
    static SortedMap<String, String> selector(LiveStream stream) {
        SortedMap<String, String> selector = new TreeMap<>();
        selector.put(MANAGED_BY_LABEL, MANAGER);
        selector.put(STREAM_LABEL, stream.getMetadata().getName());
        return selector;
    }

    /** Whether an object belongs to the stream: owned by it, or left ownerless for its name. */
    public static boolean belongs(HasMetadata object, LiveStream stream) {
        var owners = object.getMetadata().getOwnerReferences();
        if (owners.isEmpty()) {
            var labels = Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of());
            return labels.entrySet().containsAll(selector(stream).entrySet());
        }
        return owners.stream()
                .anyMatch(owner -> owner.getUid().equals(stream.getMetadata().getUid()));
    }

    /** Whether an object is the remains of an earlier stream of the same name, about to go. */
    public static boolean isRemains(HasMetadata object, LiveStream stream) {
        return !belongs(object, stream)
                && object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner ->
                                owner.getKind().equals(stream.getKind())
                                        && owner.getName().equals(stream.getMetadata().getName()));
    }

    /** Whether the stream's children are to be left as they are. */
    public static boolean isPaused(LiveStream stream) {
        return Optional.ofNullable(stream.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(PAUSED))
                .filter("true"::equals)
                .isPresent();
    }

    private Names() {}
}
