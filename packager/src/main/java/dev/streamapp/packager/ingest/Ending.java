package dev.streamapp.packager.ingest;

/** Why ffmpeg ended. */
public enum Ending {
    /** The publisher left, or fell silent. */
    DEPARTED,
    /** It ended before anybody published, or at once. */
    FAILED,
    /** It was killed from outside, or crashed. */
    KILLED,
    /** It hung and was killed. */
    HUNG,
    /** What it wrote was no fragmented MP4. */
    INVALID_MEDIA,
    /** The publisher sends a codec that cannot be passed on. */
    UNSUPPORTED_CODEC,
    /** The initialization section could not be stored. */
    STORAGE,
    /** The packager stops. */
    STOPPED
}
