package dev.streamapp.gateway.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.platform.Settings;
import dev.streamapp.gateway.playback.TokenVerdict.MediaOnly;
import dev.streamapp.gateway.playback.TokenVerdict.Reason;
import dev.streamapp.gateway.playback.TokenVerdict.Refused;
import dev.streamapp.gateway.testing.Environment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MediaAddressesTest {

    private static final Instant RENEWED = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final Map<String, String> CDN =
            Map.of("PUBLIC_HOST", "live.example.com", "CDN_DOMAIN", "cdn.example.com:8443");

    private static StreamTokens tokens(Instant now, Map<String, String> changes) {
        Settings settings = Environment.without(changes);
        return new StreamTokens(
                settings.streamsNamespace(),
                settings.streamTokenKeys(),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    /** Those of a replica that was started for this question alone. */
    private static MediaAddresses addresses(Instant now, Map<String, String> changes) {
        return new MediaAddresses(
                Environment.without(changes),
                tokens(now, changes),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private static MediaAddresses.Base base(Instant now) {
        return addresses(now, CDN).base("bench-1").orElseThrow();
    }

    private static String token(MediaAddresses.Base base) {
        return base.url().split("token=")[1];
    }

    @Test
    @DisplayName("media are at the CDN under the stream's name, with a token behind the path")
    void address() {
        assertThat(base(RENEWED).url())
                .matches(
                        "https://cdn\\.example\\.com:8443/hls/bench-1/\\?token=[0-9a-f]{8}\\.1772367600\\.bWVkaWE\\.[\\w-]{43}");
        assertThat(addresses(RENEWED, CDN).host()).isEqualTo("cdn.example.com:8443");
    }

    @Test
    @DisplayName("without a CDN, or with the public host named as one, there is no such address")
    void without() {
        for (Map<String, String> changes :
                Map.of("a", Map.<String, String>of(), "b", Map.of("PUBLIC_HOST", Environment.HOST))
                        .values()) {
            assertThat(addresses(RENEWED, changes).base("bench-1")).isEmpty();
            assertThat(addresses(RENEWED, changes).host()).isEqualTo(Environment.HOST);
        }
    }

    @Test
    @DisplayName("every replica says the same until the renewal, and after it another one")
    void renewal() {
        Instant last = RENEWED.plus(PERIOD).minusMillis(1);
        assertThat(base(last).url()).isEqualTo(base(RENEWED).url());
        assertThat(base(RENEWED.plus(PERIOD)).url()).isNotEqualTo(base(RENEWED).url());
        assertThat(base(RENEWED.minusMillis(1)).url()).isNotEqualTo(base(RENEWED).url());
    }

    @Test
    @DisplayName("the former token stays good for as long again, and no longer")
    void validity() {
        String token = token(base(RENEWED));
        Instant end = RENEWED.plus(PERIOD).plus(PERIOD);
        assertThat(tokens(end.minusMillis(1), CDN).verify("bench-1", token))
                .isEqualTo(new MediaOnly(end));
        assertThat(tokens(end, CDN).verify("bench-1", token))
                .isEqualTo(new Refused(Reason.EXPIRED));
    }

    @Test
    @DisplayName("an address may be listed until a minute before its token ends")
    void listable() {
        assertThat(base(RENEWED).listable()).isEqualTo(Duration.ofMinutes(19));
        assertThat(base(RENEWED.plus(PERIOD).minusSeconds(1)).listable())
                .isEqualTo(Duration.ofMinutes(9).plusSeconds(1));
    }

    @Test
    @DisplayName("the time between renewals is a setting")
    void setting() {
        var changes = Map.of("PUBLIC_HOST", "a.example", "CDN_TOKEN_SECONDS", "60");
        assertThat(addresses(RENEWED, changes).base("bench-1").orElseThrow().listable())
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    @DisplayName("the token is good for one stream of one namespace")
    void otherStreams() {
        String token = token(base(RENEWED));
        assertThat(tokens(RENEWED, CDN).verify("bench-2", token))
                .isEqualTo(new Refused(Reason.FORGED));
        assertThat(tokens(RENEWED, Map.of("STREAMS_NAMESPACE", "other")).verify("bench-1", token))
                .isEqualTo(new Refused(Reason.FORGED));
        assertThat(addresses(RENEWED, CDN).base("bench-2").map(MediaAddressesTest::token))
                .isPresent()
                .get()
                .isNotEqualTo(token);
    }

    @Test
    @DisplayName("during a rotation of keys the former token is accepted and the new key signs")
    void rotation() {
        String former = Environment.without(CDN).streamTokenKeys().current().text();
        var rotated =
                Map.of(
                        "STREAM_TOKEN_SECRET",
                        "a new secret of the shop, longer than 32 bytes",
                        "STREAM_TOKEN_SECRET_PREVIOUS",
                        former,
                        "PUBLIC_HOST",
                        "live.example.com",
                        "CDN_DOMAIN",
                        "cdn.example.com");
        assertThat(tokens(RENEWED, rotated).verify("bench-1", token(base(RENEWED))))
                .isInstanceOf(MediaOnly.class);
        String fresh = token(addresses(RENEWED, rotated).base("bench-1").orElseThrow());
        assertThat(tokens(RENEWED, CDN).verify("bench-1", fresh))
                .isEqualTo(new Refused(Reason.UNKNOWN_KEY));
    }
}
