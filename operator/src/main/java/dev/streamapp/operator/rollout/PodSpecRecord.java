package dev.streamapp.operator.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.streamapp.crds.LiveStreamSpec;
import java.util.List;

/**
 * The part of a spec that reaches the pod, kept in an annotation of the Deployment. A pod that
 * differs from what would be made today, from the same part, differs by the settings or by the
 * operator's version alone.
 *
 * <p>It is compared by meaning: what an older operator wrote down gets the defaults of fields that
 * it did not know.
 */
final class PodSpecRecord {

    /**
     * Fields that change other children, or nothing at all, but never the pod. Suspending does: one
     * that records keeps a pod of another kind.
     */
    private static final List<String> NOT_IN_POD = List.of("title", "storage");

    private static final ObjectMapper JSON = new ObjectMapper();

    private PodSpecRecord() {}

    static String of(LiveStreamSpec spec) {
        return reduced(spec).toString();
    }

    /**
     * Whether {@code recorded} means what {@code spec} says now.
     *
     * @param onHostPort whether the way in is part of the pod
     */
    static boolean same(String recorded, LiveStreamSpec spec, boolean onHostPort) {
        try {
            ObjectNode before = reduced(JSON.readValue(recorded, LiveStreamSpec.class));
            ObjectNode now = reduced(spec);
            return onHostPort ? before.equals(now) : withoutWayIn(before).equals(withoutWayIn(now));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static ObjectNode reduced(LiveStreamSpec spec) {
        ObjectNode all = JSON.valueToTree(spec);
        all.remove(NOT_IN_POD);
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
