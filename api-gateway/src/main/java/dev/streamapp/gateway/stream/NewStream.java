package dev.streamapp.gateway.stream;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamSpec;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/**
 * LiveStreams as this gateway makes them: an SRT ingest, and else as the administrator configured.
 */
final class NewStream {

    private static final int LONGEST_TITLE = 120;
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String OURSELVES = "streamapp-gateway";

    static LiveStream of(String streamId, String title, KubernetesSerialization records) {
        var stream = new LiveStream();
        stream.setMetadata(
                new ObjectMetaBuilder()
                        .withName(streamId)
                        .withLabels(Map.of(MANAGED_BY, OURSELVES))
                        .build());
        Map<String, Object> spec = Map.of("title", cut(title), "ingest", Map.of("srt", Map.of()));
        stream.setSpec(records.convertValue(spec, LiveStreamSpec.class));
        return stream;
    }

    /** Whether this gateway made the stream. */
    static boolean isOurs(LiveStream stream) {
        Map<String, String> labels = stream.getMetadata().getLabels();
        return labels != null && OURSELVES.equals(labels.get(MANAGED_BY));
    }

    private static String cut(String title) {
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE);
    }

    private NewStream() {}
}
