package dev.streamapp.gateway.playback;

import dev.streamapp.gateway.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A secret that signs, with the short name tokens call it by. */
final class TokenKey {

    private static final String ALGORITHM = "HmacSHA256";

    private final String id;
    private final SecretKeySpec key;

    TokenKey(Secret secret) {
        byte[] bytes = secret.bytes();
        this.id = HexFormat.of().formatHex(sha256(bytes), 0, 4);
        this.key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** First 8 hexadecimal digits of the secret's SHA-256: tells keys apart, reveals none. */
    String id() {
        return id;
    }

    /** HMAC-SHA256 in URL-safe Base64 without padding, 43 characters. */
    String sign(String message) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
