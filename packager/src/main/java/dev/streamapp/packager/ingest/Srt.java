package dev.streamapp.packager.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a listener and a caller of SRT have in common. */
final class Srt {
    /** Microseconds without a packet after which the other side has gone. */
    static final long SILENCE = 2_000_000;

    /** ffmpeg's options for encryption, to stand before the address; none without a passphrase. */
    static List<String> encryption(@Nullable String passphrase, int keyLength) {
        return passphrase == null
                ? List.of()
                : List.of("-passphrase", passphrase, "-pbkeylen", String.valueOf(keyLength));
    }

    static List<String> secrets(@Nullable String passphrase) {
        return passphrase == null ? List.of() : List.of(passphrase);
    }

    /** For the log, which must not hold the passphrase. */
    static String encrypted(@Nullable String passphrase) {
        return passphrase == null ? "unencrypted" : "encrypted";
    }

    private Srt() {}
}
