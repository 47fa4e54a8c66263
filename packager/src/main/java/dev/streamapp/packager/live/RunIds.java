package dev.streamapp.packager.live;

import java.security.SecureRandom;
import java.time.Instant;

/** Names runs so that no two have the same name, without remembering any. */
public final class RunIds {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int RANDOM = 4;

    private RunIds() {}

    /** Milliseconds and four random characters: two starts in one millisecond differ too. */
    public static String next(Instant now) {
        SecureRandom random = new SecureRandom();
        StringBuilder id = new StringBuilder().append(now.toEpochMilli());
        for (int i = 0; i < RANDOM; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
