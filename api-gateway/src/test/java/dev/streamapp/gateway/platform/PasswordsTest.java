package dev.streamapp.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    @DisplayName("the right password matches its hash of cost 12, a wrong one does not")
    void matches() {
        String hash = passwords.hash("Tajné heslo 1");

        assertThat(hash).startsWith("$2a$12$").hasSize(60);
        assertThat(passwords.matches(hash, "Tajné heslo 1")).isTrue();
        assertThat(passwords.matches(hash, "Tajné heslo 2")).isFalse();
        assertThat(passwords.matches(hash, "")).isFalse();
    }

    @Test
    @DisplayName("an unknown login costs as much work as a known one")
    void unknown() {
        String hash = passwords.hash("password");
        long known = Long.MAX_VALUE;
        long unknown = Long.MAX_VALUE;

        // the shortest times: whatever else the machine does only adds to them
        for (int i = 0; i < 3; i++) {
            known = Math.min(known, time(() -> passwords.matches(hash, "wrong")));
            unknown = Math.min(unknown, time(() -> passwords.matches(null, "wrong")));
        }

        // a comparison that was skipped would take no time at all
        assertThat(unknown).isGreaterThan(known / 4);
        assertThat(passwords.matches(null, "")).isFalse();
    }

    @Test
    @DisplayName("what bcrypt would cut off is refused, in either direction")
    void tooLong() {
        String limit = "x".repeat(72);
        String hash = passwords.hash(limit);

        assertThat(passwords.matches(hash, limit)).isTrue();
        assertThat(passwords.matches(hash, limit + "y")).isFalse();
        assertThatThrownBy(() -> passwords.hash(limit + "y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
