package dev.streamapp.packager.ingest;

import org.jspecify.annotations.Nullable;

/** Told of what happens to ffmpeg. */
public interface IngestObserver {
    /** Whether the ingest port is bound. */
    void listening(boolean listening);

    /** Something came from the publisher, whatever becomes of it. */
    void heard();

    /** A caller with a wrong passphrase was turned away. */
    void refused();

    /** What is known of the link from the publisher; told each second while it sends over SRT. */
    void statistics(SrtStatistics statistics);

    /**
     * The publisher's audio does not go on as it comes in. Said once for each run, when that is on
     * air.
     *
     * @param codec ffmpeg's name of it
     * @param dropped whether there is none; it is AAC otherwise
     */
    void soundChanged(String codec, boolean dropped);

    /**
     * ffmpeg ended and starts again.
     *
     * @param ending why
     * @param message what there is to say about it, or null after a normal departure
     */
    void ended(Ending ending, @Nullable String message);
}
