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
 * @param link null where nothing is on air, or nothing is known of the link
 * @param recordings the newest, oldest first
 * @param problems in the order of {@link Problem.Reason}
 */
public record Status(
        State state,
        Instant since,
        @Nullable Instant onAirSince,
        boolean listening,
        @Nullable Media media,
        @Nullable Link link,
        List<Recorded> recordings,
        List<Problem> problems) {

    /** Names as they stand in the JSON. */
    public enum State {
        /** ffmpeg is not listening yet. */
        Starting,
        /** Listening; no publisher, or away for longer than the reconnect window. */
        Waiting,
        OnAir,
        /** The publisher is away, within the reconnect window, or there and silent. */
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

    /**
     * How good the link from the publisher is.
     *
     * @param reason why it is poor, null where it is good
     */
    public record Link(@Nullable Reason reason) {
        static final Link GOOD = new Link(null);

        /** Names as they stand in the JSON, the worst first; with what to do. */
        public enum Reason {
            PacketsDropped(
                    "Packets come too late to be shown: the picture has holes. Raise"
                            + " spec.ingest.srt.latency to four times the round-trip time, or lower"
                            + " the encoder's bitrate."),
            PacketsLost(
                    "One packet in twenty or more is lost on the way and has to be sent again."
                            + " Lower the encoder's bitrate, or use another connection at the"
                            + " publisher's end.");

            private final String message;

            Reason(String message) {
                this.message = message;
            }

            String message() {
                return message;
            }
        }

        static Link poor(Reason reason) {
            return new Link(reason);
        }

        String quality() {
            return reason == null ? "Good" : "Poor";
        }
    }
}
