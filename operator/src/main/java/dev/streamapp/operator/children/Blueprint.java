package dev.streamapp.operator.children;

import dev.streamapp.crds.Exposure;
import dev.streamapp.crds.Ingest;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamSpec;
import dev.streamapp.operator.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Everything the builders may look at.
 *
 * @param stream the stream, with name, namespace, uid and spec
 * @param settings the administrator's decisions
 * @param door how publishers come in; null where nobody does (a test pattern) or none could be had
 */
public record Blueprint(LiveStream stream, Settings settings, @Nullable Door door) {

    /**
     * The public side of the ingest.
     *
     * @param exposure type of the ingest Service
     * @param protocol what is spoken there
     * @param port public port, of UDP or TCP
     */
    public record Door(Exposure.Type exposure, IngestProtocol protocol, int port) {}

    /** Whether publishers come in the way that the spec says; also where none shall. */
    public boolean opens() {
        Ingest ingest = spec().ingest();
        return !ingest.listens() || door != null && door.protocol() == IngestProtocol.of(ingest);
    }

    /** Name of the stream. */
    public String name() {
        return stream.getMetadata().getName();
    }

    /** Namespace of the stream. */
    public String namespace() {
        return stream.getMetadata().getNamespace();
    }

    /** The wish itself. */
    public LiveStreamSpec spec() {
        return stream.getSpec();
    }
}
