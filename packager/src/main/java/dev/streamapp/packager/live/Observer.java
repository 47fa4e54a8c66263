package dev.streamapp.packager.live;

import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.media.Initialization;
import org.jspecify.annotations.Nullable;

/** Told of what happens to the media. Called by the recording thread; must not block. */
public interface Observer {
    /** The publisher's tracks are known. */
    void started(Initialization initialization);

    /** A part is fetchable. */
    void part(long bytes);

    /** A segment is complete. */
    void segment(Segment segment);

    /** What is measured of the media changed. */
    void measured(Measurement measurement);

    /** The publisher is away or ffmpeg ended. */
    void stopped();

    /** Whether the volume takes what is written; the message says why not, null that it does. */
    void storage(@Nullable String problem);
}
