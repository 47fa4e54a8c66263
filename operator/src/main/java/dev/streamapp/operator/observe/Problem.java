package dev.streamapp.operator.observe;

/**
 * Something that was to be expected and that somebody can put right.
 *
 * @param concern what it keeps from working
 * @param reason one word for programs
 * @param message a sentence for people, saying what to do
 */
public record Problem(Concern concern, String reason, String message) {

    /** Which condition tells of it. */
    public enum Concern {
        /** The stream cannot be published to: Ready. */
        STREAM,
        /** The volume is not as asked for: StorageReady. */
        STORAGE
    }

    /** A problem of the stream as a whole. */
    public static Problem ofStream(String reason, String message) {
        return new Problem(Concern.STREAM, reason, message);
    }

    /** A problem of the volume alone. */
    public static Problem ofStorage(String reason, String message) {
        return new Problem(Concern.STORAGE, reason, message);
    }
}
