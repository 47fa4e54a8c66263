package dev.streamapp.operator.events;

/**
 * Something a user should see happen.
 *
 * @param warning whether somebody may have to do something
 * @param reason one word, in CamelCase
 * @param note a sentence
 */
public record Announcement(boolean warning, String reason, String note) {

    static Announcement normal(String reason, String note) {
        return new Announcement(false, reason, note);
    }

    static Announcement warning(String reason, String note) {
        return new Announcement(true, reason, note);
    }
}
