package dev.streamapp.gateway.access;

import dev.streamapp.gateway.platform.Secret;
import java.security.SecureRandom;

/** Makes logins and passwords for people who may have to type them off a phone. */
final class Credentials {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LOGIN_PREFIX = "repair_";
    private static final int LOGIN_LENGTH = 8;

    /** 12 of 56 characters are 69 bits: with bcrypt more than anybody can try. */
    private static final int PASSWORD_LENGTH = 12;

    private static final String LOGIN_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    /** Without characters that look like others: 0, O and o, 1, l and I. */
    private static final String PASSWORD_ALPHABET =
            "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private Credentials() {}

    /** {@code repair_} and 8 characters. */
    static String login() {
        return LOGIN_PREFIX + word(LOGIN_ALPHABET, LOGIN_LENGTH);
    }

    static Secret password() {
        return new Secret(word(PASSWORD_ALPHABET, PASSWORD_LENGTH));
    }

    private static String word(String alphabet, int length) {
        return RANDOM.ints(length, 0, alphabet.length())
                .mapToObj(alphabet::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
