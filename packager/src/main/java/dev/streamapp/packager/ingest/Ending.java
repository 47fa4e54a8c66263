package dev.streamapp.packager.ingest;

/** Why ffmpeg ended. */
public enum Ending {
    /** The publisher left, or fell silent. */
    DEPARTED,
    /** Its audio has to be treated in another way, and is at once. */
    RETRIED,
    /** It ended before anybody published, or at once. */
    FAILED,
    /** Nobody answers where the stream is to be pulled from. */
    UNREACHABLE,
    /** The source that was to be pulled said no. */
    REFUSED,
    /** The source that was to be pulled wants other credentials. */
    BAD_CREDENTIALS,
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
