package dev.streamapp.packager.control;

import dev.streamapp.packager.recording.Recorded;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code /status} tells: the state of the stream and facts about its media.
 *
 * @param since when the state was entered
 * @param onAirSince start of the present on-air period, kept through a reconnect; null off air
 * @param listening whether the ingest port is bound
 * @param media null where nothing is on air
 * @param recordings the newest, oldest first
 * @param problems in the order of {@link Problem.Reason}
 */
public record Status(
        State state,
        Instant since,
        @Nullable Instant onAirSince,
        boolean listening,
        @Nullable Media media,
        List<Recorded> recordings,
        List<Problem> problems) {

    /** Names as they stand in the JSON. */
    public enum State {
        /** ffmpeg is not listening yet. */
        Starting,
        /** Listening; no publisher, or away for longer than the reconnect window. */
        Waiting,
        OnAir,
        /** The publisher is away, within the reconnect window. */
        Reconnecting,
        /** It cannot work; the problems say why. */
        Failing
    }

    /**
     * @param bitrate bit/s, 0 where not known yet
     */
    public record Media(long bitrate, @Nullable Video video, @Nullable Audio audio) {}

    /**
     * @param frameRate frames per second, 0 where not known yet
     * @param keyFrameInterval seconds, 0 where not known yet
     */
    public record Video(
            String codec,
            String format,
            int width,
            int height,
            double frameRate,
            double keyFrameInterval) {}

    /**
     * @param sampleRate in Hz
     */
    public record Audio(String codec, String format, int sampleRate, int channels) {}
}
