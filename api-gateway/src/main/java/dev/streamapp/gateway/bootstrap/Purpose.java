package dev.streamapp.gateway.bootstrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a Secret is for. Each has a Secret of its own: what a later version needs besides becomes
 * another one, for none is ever changed.
 */
enum Purpose {
    /** Keys of the gateway, under the names of its variables. */
    KEYS {
        @Override
        Map<String, String> data(RandomGenerator random, Path certificate) {
            return Map.of(
                    "STREAM_TOKEN_SECRET", key(random, 48),
                    "JWT_SECRET", key(random, 48),
                    "NOTICE_SECRET", key(random, 32));
        }
    },
    /** The first admin's log-in. */
    ADMIN {
        @Override
        Map<String, String> data(RandomGenerator random, Path certificate) {
            return Map.of("username", "admin", "password", password(random, 24));
        }
    },
    /** The password of the database's user. */
    DATABASE {
        @Override
        Map<String, String> data(RandomGenerator random, Path certificate) {
            return Map.of("password", password(random, 32));
        }
    },
    /** The edge's self-signed certificate; made outside, for Java has no public means to. */
    CERTIFICATE {
        @Override
        Map<String, String> data(RandomGenerator random, Path certificate) {
            return Map.of(
                    "tls.crt", read(certificate.resolve("tls.crt")),
                    "tls.key", read(certificate.resolve("tls.key")));
        }

        @Override
        String type() {
            return "kubernetes.io/tls";
        }
    };

    /** Without letters and digits that look alike. */
    private static final String ALPHABET =
            "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /**
     * Fresh contents.
     *
     * @param certificate folder with a certificate made for this installation
     */
    abstract Map<String, String> data(RandomGenerator random, Path certificate);

    /** The Secret's type. */
    String type() {
        return "Opaque";
    }

    /** By its name as an argument: {@code keys}. */
    static Optional<Purpose> named(String word) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(RandomGenerator random, int bytes) {
        byte[] key = new byte[bytes];
        random.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    private static String password(RandomGenerator random, int length) {
        return random.ints(length, 0, ALPHABET.length())
                .map(ALPHABET::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
