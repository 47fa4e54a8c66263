package dev.streamapp.gateway.access;

import dev.streamapp.gateway.notice.NoticeStatus;
import dev.streamapp.gateway.platform.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an admin gets who made or sent an access.
 *
 * @param password shown this once; null when it was shown before
 * @param notices what waits to be sent
 * @param message what happened, in a sentence
 * @param replayed the access was made by an earlier request with the same key
 */
record Issued(
        Access access,
        @Nullable Secret password,
        List<NoticeStatus> notices,
        String message,
        boolean replayed) {}
