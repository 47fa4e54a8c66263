package dev.streamapp.edge;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Texts of the shape that the edge takes for a token: KEY.EXPIRY.VIEWER.SIGNATURE. */
final class Tokens {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    static String fresh() {
        return until(Instant.now().plus(Duration.ofHours(4)));
    }

    static String expired() {
        return until(Instant.now().minusSeconds(1));
    }

    static String until(Instant expiry) {
        return "0a1b2c3d.%d.%s.%s".formatted(expiry.getEpochSecond(), random(24), random(32));
    }

    /** Of a stream's media, for whoever a CDN passes them on to. */
    static String media() {
        return "0a1b2c3d.%d.bWVkaWE.%s"
                .formatted(Instant.now().getEpochSecond() + 1200, random(32));
    }

    /** Without its last character. */
    static String truncated() {
        String token = fresh();
        return token.substring(0, token.length() - 1);
    }

    /** With a viewer longer than any. */
    static String tooLong() {
        return "0a1b2c3d.%d.%s.%s"
                .formatted(Instant.now().getEpochSecond() + 60, random(500), random(32));
    }

    private static String random(int bytes) {
        byte[] content = new byte[bytes];
        RANDOM.nextBytes(content);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
    }
}
