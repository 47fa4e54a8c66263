package dev.streamapp.operator.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.streamapp.crds.LiveStreamSpec;
import dev.streamapp.operator.children.IngestProtocol;
import java.util.List;
import java.util.Optional;

/**
 * The part of a spec that reaches the pod, kept in an annotation of the Deployment. A pod that
 * differs from what would be made today, from the same part, differs by the settings or by the
 * operator's version alone.
 *
 * <p>It is compared by meaning: what an older operator wrote down gets the defaults of fields that
 * it did not know.
 */
final class PodSpecRecord {

    /** Of the storage its size alone reaches the pod, and only where that limits recordings. */
    private static final String STORAGE = "storage";

    /**
     * Fields that change other children, or nothing at all, but never the pod. Suspending does: one
     * that records keeps a pod of another kind.
     */
    private static final List<String> NOT_IN_POD = List.of("title", STORAGE);

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What was written down.
     *
     * @param knowsStorage false of an older operator, which did not write it down
     */
    private record Recorded(LiveStreamSpec spec, boolean knowsStorage) {}

    private PodSpecRecord() {}

    static String of(LiveStreamSpec spec) {
        return reduced(spec).toString();
    }

    /**
     * Whether {@code recorded} means what {@code spec} says now; where the way in is, is not asked:
     * that may have been refused.
     */
    static boolean same(String recorded, LiveStreamSpec spec) {
        return read(recorded).filter(before -> same(before, spec)).isPresent();
    }

    private static boolean same(Recorded before, LiveStreamSpec spec) {
        ObjectNode then = withoutWayIn(reduced(before.spec()));
        ObjectNode now = withoutWayIn(reduced(spec));
        if (!before.knowsStorage()) {
            then.remove(STORAGE);
            now.remove(STORAGE);
        }
        return then.equals(now);
    }

    /** Whether the picture came into that pod otherwise than publishers come in now. */
    static boolean isEnteredOtherwise(String recorded, LiveStreamSpec spec) {
        return read(recorded)
                .map(before -> before.spec().ingest())
                .filter(before ->
                        !before.listens()
                                || IngestProtocol.of(before) != IngestProtocol.of(spec.ingest()))
                .isPresent();
    }

    private static Optional<Recorded> read(String recorded) {
        try {
            JsonNode tree = JSON.readTree(recorded);
            return Optional.of(
                    new Recorded(JSON.treeToValue(tree, LiveStreamSpec.class), tree.has(STORAGE)));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static ObjectNode reduced(LiveStreamSpec spec) {
        ObjectNode all = JSON.valueToTree(spec);
        all.remove(NOT_IN_POD);
        if (spec.recording() != null && spec.recording().maxSize() == null) {
            all.putObject(STORAGE).put("size", spec.storage().size());
        }
        return all;
    }

    private static ObjectNode withoutWayIn(ObjectNode spec) {
        spec.remove("exposure");
        // of whichever kind of ingest it is
        spec.path("ingest")
                .forEach(kind -> {
                    if (kind instanceof ObjectNode listener) {
                        listener.remove("port");
                    }
                });
        return spec;
    }
}
