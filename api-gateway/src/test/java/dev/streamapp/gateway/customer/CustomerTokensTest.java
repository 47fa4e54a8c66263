package dev.streamapp.gateway.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.access.Access;
import dev.streamapp.gateway.platform.Secret;
import dev.streamapp.gateway.testing.Environment;
import dev.streamapp.gateway.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tokens are forged here by hand: a library would refuse to make most of them. */
class CustomerTokensTest {

    private static final String SECRET = "the-secret-that-signs-customers-tokens-0123456789";
    private static final String OTHER = "another-secret-of-somebody-else-0123456789-abcdef";
    private static final String HEADER = "{\"alg\":\"HS256\"}";

    private final TestClock clock = new TestClock();
    private final CustomerTokens tokens = tokens(Map.of("JWT_SECRET", SECRET));
    private final Access access = access(Duration.ofHours(24));

    private CustomerTokens tokens(Map<String, String> environment) {
        return new CustomerTokens(Environment.without(environment), clock);
    }

    private Access access(Duration left) {
        return new Access(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "repair_test",
                new Secret("hash"),
                null,
                clock.instant().plus(left),
                clock.instant(),
                "test",
                null);
    }

    private String claims() {
        long now = clock.instant().getEpochSecond();
        return "{\"streamId\":\"%s\",\"orderId\":\"%s\",\"aud\":[\"live-stream\"],\"iat\":%d,\"exp\":%d}"
                .formatted(access.id(), access.orderId(), now, now + 3600);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String unsigned(String header, String claims) {
        return base64(header.getBytes(StandardCharsets.UTF_8))
                + '.'
                + base64(claims.getBytes(StandardCharsets.UTF_8));
    }

    private static String signed(String algorithm, String secret, String header, String claims) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            String text = unsigned(header, claims);
            return text + '.' + base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(String header, String claims) {
        return signed("HmacSHA256", SECRET, header, claims);
    }

    private static String rsa(PrivateKey key, String header, String claims) throws Exception {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        String text = unsigned(header, claims);
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return text + '.' + base64(signature.sign());
    }

    @Test
    @DisplayName(
            "a token made here is read here, and the forger of these tests can make a good one")
    void good() {
        var made = tokens.make(access);

        assertThat(tokens.read(made.token())).contains(made.customer());
        assertThat(made.customer().accessId()).isEqualTo(access.id());
        assertThat(made.customer().orderId()).isEqualTo(access.orderId());
        assertThat(tokens.read(signed(HEADER, claims()))).isPresent();
    }

    @Test
    @DisplayName("every attack of the table fails")
    void attacks() throws Exception {
        var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String good = tokens.make(access).token();
        String[] parts = good.split("\\.");
        String claims = claims();
        Map<String, String> attacks = new LinkedHashMap<>();
        attacks.put("empty", "");
        attacks.put("dots", "..");
        attacks.put("words", "not a token");
        attacks.put("none, without signature", unsigned("{\"alg\":\"none\"}", claims) + '.');
        attacks.put("none, with signature", signed("{\"alg\":\"none\"}", claims));
        attacks.put("None", unsigned("{\"alg\":\"None\"}", claims) + '.');
        attacks.put("no algorithm", signed("{}", claims));
        attacks.put("signature cut off", parts[0] + '.' + parts[1] + '.');
        attacks.put("two parts", parts[0] + '.' + parts[1]);
        attacks.put(
                "HS384 with our secret",
                signed("HmacSHA384", SECRET, "{\"alg\":\"HS384\"}", claims));
        attacks.put(
                "HS512 with our secret",
                signed("HmacSHA512", SECRET, "{\"alg\":\"HS512\"}", claims));
        attacks.put("RS256 by header", signed("{\"alg\":\"RS256\"}", claims));
        attacks.put("RS256", rsa(rsa.getPrivate(), "{\"alg\":\"RS256\"}", claims));
        attacks.put(
                "RS256 with its own key",
                rsa(
                        rsa.getPrivate(),
                        "{\"alg\":\"RS256\",\"jwk\":{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"AQAB\"}}"
                                .formatted(base64(rsa.getPublic().getEncoded())),
                        claims));
        attacks.put("other key", signed("HmacSHA256", OTHER, HEADER, claims));
        attacks.put(
                "other key by kid",
                signed(
                        "HmacSHA256",
                        OTHER,
                        "{\"alg\":\"HS256\",\"kid\":\"../../dev/null\"}",
                        claims));
        attacks.put(
                "empty key by kid",
                signed("HmacSHA256", "\0", "{\"alg\":\"HS256\",\"kid\":\"/dev/null\"}", claims));
        attacks.put(
                "claims of another order",
                parts[0]
                        + '.'
                        + base64(
                                claims.replace(
                                                access.orderId().toString(),
                                                UUID.randomUUID().toString())
                                        .getBytes(StandardCharsets.UTF_8))
                        + '.'
                        + parts[2]);
        attacks.put("signature altered", flip(good, good.length() - 10));
        attacks.put("last character altered", flip(good, good.length() - 1));
        attacks.put("signature padded", good + "=");
        attacks.put("claims altered", flip(good, parts[0].length() + 10));
        attacks.put("expired", signed(HEADER, claims.replaceAll("\"exp\":\\d+", "\"exp\":1")));
        attacks.put(
                "expires this second",
                signed(
                        HEADER,
                        claims.replaceAll(
                                "\"exp\":\\d+", "\"exp\":" + clock.instant().getEpochSecond())));
        attacks.put("never expires", signed(HEADER, claims.replaceAll(",\"exp\":\\d+", "")));
        attacks.put("other audience", signed(HEADER, claims.replace("live-stream", "shop")));
        attacks.put(
                "no audience", signed(HEADER, claims.replace("\"aud\":[\"live-stream\"],", "")));
        attacks.put("no order", signed(HEADER, claims.replace("orderId", "order")));
        attacks.put(
                "order is no id", signed(HEADER, claims.replace(access.orderId().toString(), "1")));
        attacks.put(
                "order is a number",
                signed(HEADER, claims.replace('"' + access.orderId().toString() + '"', "1")));
        attacks.put("claims are no object", signed(HEADER, "[]"));
        attacks.put("claims are compressed", signed("{\"alg\":\"HS256\",\"zip\":\"DEF\"}", claims));
        attacks.put("critical header", signed("{\"alg\":\"HS256\",\"crit\":[\"exp\"]}", claims));
        attacks.put(
                "oversize",
                signed(HEADER, claims.replace("{", "{\"x\":\"" + "x".repeat(5000) + "\",")));
        attacks.put("encrypted", parts[0] + '.' + parts[1] + "..." + parts[2]);

        attacks.forEach((name, token) -> assertThat(tokens.read(token)).as(name).isEmpty());
    }

    private static String flip(String token, int index) {
        char other = token.charAt(index) == 'A' ? 'B' : 'A';
        // neighbours in the alphabet differ in the bits that the last character of 43 does not use
        if (index == token.length() - 1) {
            String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            other = alphabet.charAt(alphabet.indexOf(token.charAt(index)) ^ 1);
        }
        return token.substring(0, index) + other + token.substring(index + 1);
    }

    @Test
    @DisplayName("a token lives four hours, and never longer than its access")
    void expiry() {
        Instant now = clock.instant();
        assertThat(tokens.make(access).customer().expiry())
                .isBetween(
                        now.plus(Duration.ofHours(4)).minusSeconds(1),
                        now.plus(Duration.ofHours(4)).plusSeconds(1));
        Access short1 = access(Duration.ofMinutes(90));
        var made = tokens.make(short1);
        assertThat(made.customer().expiry()).isBeforeOrEqualTo(short1.expiresAt());

        clock.advance(Duration.ofMinutes(91));
        assertThat(tokens.read(made.token())).isEmpty();
    }

    @Test
    @DisplayName("the settings say how long a token lives; its last quarter is for the renewal")
    void life() {
        var brief = tokens(Map.of("JWT_SECRET", SECRET, "CUSTOMER_TOKEN_SECONDS", "60"));
        var customer = brief.make(access).customer();

        assertThat(Duration.between(customer.issuedAt(), customer.expiry()))
                .isEqualTo(Duration.ofSeconds(60));
        assertThat(Duration.between(brief.renewable(customer), customer.expiry()))
                .isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    @DisplayName("while the secret is rotated the former one still verifies, and no longer signs")
    void rotation() {
        String former = tokens.make(access).token();
        var rotated = tokens(Map.of("JWT_SECRET", OTHER, "JWT_SECRET_PREVIOUS", SECRET));

        assertThat(rotated.read(former)).isPresent();
        assertThat(tokens.read(rotated.make(access).token())).isEmpty();
        assertThat(tokens(Map.of("JWT_SECRET", OTHER)).read(former)).isEmpty();
    }
}
