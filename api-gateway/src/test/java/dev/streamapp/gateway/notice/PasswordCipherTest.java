package dev.streamapp.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamapp.gateway.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A waiting password")
class PasswordCipherTest {

    private static final UUID ACCESS = UUID.randomUUID();
    private static final Secret PASSWORD = new Secret("tajné heslo");

    private final PasswordCipher cipher = new PasswordCipher(new byte[32]);

    @Test
    @DisplayName("comes back as it was, and is never encrypted to the same bytes twice")
    void roundTrip() throws DeliveryFailure {
        byte[] once = cipher.encrypt(ACCESS, PASSWORD);
        byte[] again = cipher.encrypt(ACCESS, PASSWORD);

        assertThat(cipher.decrypt(ACCESS, once)).isEqualTo(PASSWORD);
        assertThat(cipher.decrypt(ACCESS, again)).isEqualTo(PASSWORD);
        assertThat(once).isNotEqualTo(again);
        assertThat(new String(once, StandardCharsets.UTF_8)).doesNotContain("heslo");
    }

    @Test
    @DisplayName("cannot be read with another key, for another access, changed or cut")
    void unreadable() {
        byte[] encrypted = cipher.encrypt(ACCESS, PASSWORD);
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;
        byte[] changed = encrypted.clone();
        changed[changed.length - 1] ^= 1;

        assertThatThrownBy(() -> new PasswordCipher(otherKey).decrypt(ACCESS, encrypted))
                .isInstanceOf(DeliveryFailure.class)
                .hasMessageContaining("NOTICE_SECRET");
        assertThatThrownBy(() -> cipher.decrypt(UUID.randomUUID(), encrypted))
                .isInstanceOf(DeliveryFailure.class);
        assertThatThrownBy(() -> cipher.decrypt(ACCESS, changed))
                .isInstanceOf(DeliveryFailure.class);
        assertThatThrownBy(() -> cipher.decrypt(ACCESS, Arrays.copyOf(encrypted, 14)))
                .isInstanceOf(DeliveryFailure.class);
        assertThatThrownBy(() -> cipher.decrypt(ACCESS, new byte[3]))
                .isInstanceOf(DeliveryFailure.class);
    }
}
