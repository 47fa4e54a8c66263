package dev.streamapp.packager.control;

/**
 * Something a person should know or do.
 *
 * @param message a sentence that says what to do
 */
public record Problem(Reason reason, String message) {
    /** Names as they stand in the JSON. */
    public enum Reason {
        StorageFull,
        StateUnreadable,
        FfmpegFailed,
        InvalidMedia,
        UnsupportedCodec,
        KeyframeIntervalTooLong,
        PublisherRefused,
        RecordingStorageFull
    }
}
