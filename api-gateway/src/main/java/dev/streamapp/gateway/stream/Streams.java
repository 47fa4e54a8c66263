package dev.streamapp.gateway.stream;

import dev.streamapp.crds.LiveStream;
import java.util.List;
import java.util.Optional;

/**
 * The streams of the one namespace this gateway serves. Reading asks the informer's copy and never
 * the API server.
 */
public interface Streams {

    /** False until the copy is complete for the first time. */
    boolean loaded();

    /** Is there a stream of this name? Cheap enough for every playback request. */
    boolean exists(String streamId);

    /** The stream of this name. */
    Optional<LiveStream> find(String streamId);

    /** All streams, by name. */
    List<LiveStream> all();
}
