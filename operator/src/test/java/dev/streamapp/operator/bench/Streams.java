package dev.streamapp.operator.bench;

import dev.streamapp.crds.LiveStream;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/** A user's hand: streams that take encrypted SRT. */
final class Streams {

    /** Segments listed before an edit, and after. */
    static final int WINDOW = 8;

    /** An HTTP/2 connection to the API server takes no more requests at once. */
    private static final int AT_ONCE = 100;

    private final Semaphore requests = new Semaphore(AT_ONCE);
    private final KubernetesClient admin;
    private final Studio studio;

    Streams(KubernetesClient admin, Studio studio) {
        this.admin = admin;
        this.studio = studio;
    }

    /** Names of so many. */
    static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
    }

    void create(String name) {
        studio.idle(name);
        LiveStream stream =
                Serialization.unmarshal(
                        """
                        {"apiVersion": "streamapp.dev/v1alpha1", "kind": "LiveStream", "metadata": {"name": "%s", "namespace": "%s"},
                         "spec": {"title": "Bench", "ingest": {"srt": {}}, "hls": {"window": %d}}}
                        """
                                .formatted(name, Furniture.STREAMS, WINDOW),
                        LiveStream.class);
        requests.acquireUninterruptibly();
        try {
            admin.resource(stream).create();
        } finally {
            requests.release();
        }
    }

    /** Changes what the pod is told. */
    void edit(String name, int window) {
        patch(name, "{\"spec\": {\"hls\": {\"window\": %d}}}".formatted(window));
    }

    /** Changes what no child is told. */
    void retitle(String name, String title) {
        patch(name, "{\"spec\": {\"title\": \"%s\"}}".formatted(title));
    }

    private void patch(String name, String change) {
        admin.resources(LiveStream.class)
                .inNamespace(Furniture.STREAMS)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), change);
    }

    void delete(String name) {
        admin.resources(LiveStream.class).inNamespace(Furniture.STREAMS).withName(name).delete();
    }
}
