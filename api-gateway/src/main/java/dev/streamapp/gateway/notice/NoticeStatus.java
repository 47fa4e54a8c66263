package dev.streamapp.gateway.notice;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a notice has come.
 *
 * @param recipient mail address or telephone number
 * @param attempts how often it was tried
 * @param nextAttempt when it is tried again; null unless it waits
 * @param lastError what the last attempt failed with
 * @param sentAt when the mail server or the provider took it
 */
public record NoticeStatus(
        UUID id,
        Channel channel,
        String recipient,
        State state,
        int attempts,
        @Nullable Instant nextAttempt,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant sentAt) {

    /** Ways to reach a customer. */
    public enum Channel {
        MAIL,
        SMS;

        /** As the API and the table write it: {@code mail}. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where a notice stands. */
    public enum State {
        /** Not yet sent; tried again until the access or the password's time ends. */
        WAITING,
        /** Taken by the mail server or the provider. */
        SENT,
        /** Refused for good, or not delivered in time. */
        FAILED,
        /** Revoked access, or replaced by a later notice. */
        CANCELLED;

        /** As the API and the table write it: {@code waiting}. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
