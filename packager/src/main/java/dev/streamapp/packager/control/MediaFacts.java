package dev.streamapp.packager.control;

import dev.streamapp.packager.live.Measurement;
import dev.streamapp.packager.media.Initialization;
import org.jspecify.annotations.Nullable;

/** What is known of the media that come in. Not for several threads at once. */
final class MediaFacts {
    private @Nullable Initialization initialization;
    private Measurement measurement = Measurement.NONE;

    void runBegins(Initialization tracks) {
        initialization = tracks;
        measurement = Measurement.NONE;
    }

    Measurement measurement() {
        return measurement;
    }

    void measured(Measurement now) {
        measurement = now;
    }

    /** Null before the first publisher. */
    Status.@Nullable Media told() {
        Initialization tracks = initialization;
        if (tracks == null) {
            return null;
        }
        return new Status.Media(measurement.bitrate(), video(tracks), audio(tracks));
    }

    private Status.@Nullable Video video(Initialization tracks) {
        return tracks.video()
                .map(v ->
                        new Status.Video(
                                v.codec(),
                                v.format(),
                                v.width(),
                                v.height(),
                                measurement.frameRate(),
                                measurement.keyFrameInterval()))
                .orElse(null);
    }

    private static Status.@Nullable Audio audio(Initialization tracks) {
        return tracks.audio()
                .map(a -> new Status.Audio(a.codec(), a.format(), a.sampleRate(), a.channels()))
                .orElse(null);
    }
}
