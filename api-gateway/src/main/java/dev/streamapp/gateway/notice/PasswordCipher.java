package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.platform.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts passwords that wait for delivery: AES-256-GCM, a random nonce before the cipher text.
 * One is bound to its access, so that it cannot be moved to another row.
 */
final class PasswordCipher {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    PasswordCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    byte[] encrypt(UUID accessId, Secret password) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] text = cipher(Cipher.ENCRYPT_MODE, nonce, accessId).doFinal(password.bytes());
            return ByteBuffer.allocate(NONCE_BYTES + text.length).put(nonce).put(text).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-GCM", e);
        }
    }

    /**
     * The password again.
     *
     * @throws DeliveryFailure when it was encrypted with another key or for another access
     */
    Secret decrypt(UUID accessId, byte[] encrypted) throws DeliveryFailure {
        if (encrypted.length < NONCE_BYTES) {
            throw unreadable();
        }
        byte[] nonce = Arrays.copyOf(encrypted, NONCE_BYTES);
        try {
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, nonce, accessId)
                            .doFinal(encrypted, NONCE_BYTES, encrypted.length - NONCE_BYTES);
            return new Secret(new String(text, StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            throw unreadable();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-GCM", e);
        }
    }

    private static DeliveryFailure unreadable() {
        return DeliveryFailure.permanent(
                "The waiting password cannot be decrypted: NOTICE_SECRET has changed. Resend makes a new password.");
    }

    private Cipher cipher(int mode, byte[] nonce, UUID accessId) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(accessId.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
