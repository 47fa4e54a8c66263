package dev.streamapp.gateway.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.streamapp.gateway.platform.Keys;
import dev.streamapp.gateway.platform.Secret;
import dev.streamapp.gateway.playback.TokenVerdict.MediaOnly;
import dev.streamapp.gateway.playback.TokenVerdict.Reason;
import dev.streamapp.gateway.playback.TokenVerdict.Refused;
import dev.streamapp.gateway.playback.TokenVerdict.Valid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamTokensTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant EXPIRY = NOW.plusSeconds(3600);
    private static final Secret SECRET = new Secret("a secret of the shop, longer than 32 bytes");
    private static final Secret OTHER = new Secret("another secret, also longer than 32 bytes");
    private static final Viewer CUSTOMER =
            new Viewer.Customer(UUID.fromString("019a0000-0000-7000-8000-000000000001"));

    private static StreamTokens tokens(String namespace, Keys keys, Instant now) {
        return new StreamTokens(namespace, keys, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static StreamTokens tokens(Keys keys) {
        return tokens("streams", keys, NOW);
    }

    private static final StreamTokens TOKENS = tokens(new Keys(SECRET, null));
    private static final String GOOD = TOKENS.sign("bench-1", CUSTOMER, EXPIRY);

    private static String word(int index) {
        return GOOD.split("\\.")[index];
    }

    private static String with(int index, String word) {
        String[] words = GOOD.split("\\.");
        words[index] = word;
        return String.join(".", words);
    }

    @Test
    @DisplayName("a token opens its stream for its viewer, and says until when")
    void good() {
        assertThat(TOKENS.verify("bench-1", GOOD)).isEqualTo(new Valid(CUSTOMER, EXPIRY));
    }

    @Test
    @DisplayName("a token is made of four URL-safe words and needs no escaping in a path")
    void urlSafe() {
        assertThat(GOOD).matches("[0-9a-f]{8}\\.1772370000\\.[\\w-]+\\.[\\w-]{43}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna",
                "system:serviceaccount:ci:deploy",
                "Алиса",
                "žluťoučký kůň",
                "a.b/c"
            })
    @DisplayName("an admin's name survives whatever letters it has")
    void names(String name) {
        var admin = new Viewer.Admin(name);
        assertThat(TOKENS.verify("bench-1", TOKENS.sign("bench-1", admin, EXPIRY)))
                .isEqualTo(new Valid(admin, EXPIRY));
    }

    @Test
    @DisplayName("the longest name of an admin still makes a token that is accepted")
    void longestName() {
        var admin = new Viewer.Admin("я".repeat(200));
        assertThat(TOKENS.verify("bench-1", TOKENS.sign("bench-1", admin, EXPIRY)))
                .isEqualTo(new Valid(admin, EXPIRY));
    }

    @Test
    @DisplayName("a token is good until the second before its expiry and no longer")
    void expires() {
        var keys = new Keys(SECRET, null);
        assertThat(tokens("streams", keys, EXPIRY.minusMillis(1)).verify("bench-1", GOOD))
                .isInstanceOf(Valid.class);
        assertThat(tokens("streams", keys, EXPIRY).verify("bench-1", GOOD))
                .isEqualTo(new Refused(Reason.EXPIRED));
    }

    @Test
    @DisplayName("an expiry with a fraction is cut, never prolonged")
    void fraction() {
        String token = TOKENS.sign("bench-1", CUSTOMER, EXPIRY.plus(Duration.ofMillis(900)));
        assertThat(TOKENS.verify("bench-1", token)).isEqualTo(new Valid(CUSTOMER, EXPIRY));
    }

    @Test
    @DisplayName("during a rotation the previous key is accepted and the current one signs")
    void rotation() {
        var rotated = tokens(new Keys(OTHER, SECRET));
        assertThat(rotated.verify("bench-1", GOOD)).isInstanceOf(Valid.class);
        String fresh = rotated.sign("bench-1", CUSTOMER, EXPIRY);
        assertThat(fresh).doesNotStartWith(word(0));
        assertThat(TOKENS.verify("bench-1", fresh)).isEqualTo(new Refused(Reason.UNKNOWN_KEY));
    }

    @Test
    @DisplayName(
            "a token of the media is told from a viewer's, and is the same whenever it is made")
    void media() {
        String media = TOKENS.signMedia("bench-1", EXPIRY);
        assertThat(TOKENS.verify("bench-1", media)).isEqualTo(new MediaOnly(EXPIRY));
        assertThat(TOKENS.signMedia("bench-1", EXPIRY)).isEqualTo(media);
        for (Viewer viewer : List.of(new Viewer.Admin("media"), CUSTOMER)) {
            assertThat(TOKENS.verify("bench-1", TOKENS.sign("bench-1", viewer, EXPIRY)))
                    .isEqualTo(new Valid(viewer, EXPIRY));
        }
    }

    static Stream<Arguments> attacks() {
        String later = Long.toString(EXPIRY.getEpochSecond() + 1);
        String forgedByOther = tokens(new Keys(OTHER, null)).sign("bench-1", CUSTOMER, EXPIRY);
        String adminWord = "YWRtaW46YW5uYQ";
        char last = GOOD.charAt(GOOD.length() - 1);
        return Stream.of(
                argumentSet("nothing", null, Reason.MALFORMED),
                argumentSet("an empty text", "", Reason.MALFORMED),
                argumentSet("dots alone", "...", Reason.MALFORMED),
                argumentSet("oversize", GOOD + "A".repeat(640), Reason.MALFORMED),
                argumentSet("a megabyte", "A".repeat(1 << 20), Reason.MALFORMED),
                argumentSet("one word more", GOOD + ".x", Reason.MALFORMED),
                argumentSet("a line break at the end", GOOD + "\n", Reason.MALFORMED),
                argumentSet("a space in front", " " + GOOD, Reason.MALFORMED),
                argumentSet("padding", GOOD + "=", Reason.MALFORMED),
                argumentSet(
                        "no signature", GOOD.substring(0, GOOD.length() - 43), Reason.MALFORMED),
                argumentSet("a signature of zeros", with(3, "A".repeat(43)), Reason.FORGED),
                argumentSet("another key's signature", forgedByOther, Reason.UNKNOWN_KEY),
                argumentSet(
                        "another key's signature under our key's name",
                        word(0) + forgedByOther.substring(8),
                        Reason.FORGED),
                argumentSet("a later expiry", with(1, later), Reason.FORGED),
                argumentSet(
                        "an expiry with a zero in front", with(1, "0" + word(1)), Reason.MALFORMED),
                argumentSet("a negative expiry", with(1, "-1"), Reason.MALFORMED),
                argumentSet("an endless expiry", with(1, "9".repeat(20)), Reason.MALFORMED),
                argumentSet("an expiry in other digits", with(1, "١٧٧٢٣٧٠٠٠٠"), Reason.MALFORMED),
                argumentSet("an admin in place of the customer", with(2, adminWord), Reason.FORGED),
                argumentSet(
                        "another spelling of the same signature",
                        GOOD.substring(0, GOOD.length() - 1) + (char) (last + 1),
                        Reason.FORGED),
                argumentSet(
                        "upper case key",
                        with(0, word(0).toUpperCase(java.util.Locale.ROOT)),
                        Reason.MALFORMED),
                argumentSet("SQL", "' or 1=1 --", Reason.MALFORMED),
                argumentSet("a path", "../../" + GOOD, Reason.MALFORMED));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    @DisplayName("what is not exactly a token of ours is refused")
    void attacked(String token, Reason reason) {
        assertThat(TOKENS.verify("bench-1", token)).isEqualTo(new Refused(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bench-2", "bench-", "bench-11", "BENCH-1", "", "bench-1\n", "bench-1/x"})
    @DisplayName("a token of one stream opens no other")
    void otherStream(String stream) {
        assertThat(TOKENS.verify(stream, GOOD)).isEqualTo(new Refused(Reason.FORGED));
    }

    @Test
    @DisplayName("a token of one namespace opens no stream of the same name in another")
    void otherNamespace() {
        assertThat(tokens("elsewhere", new Keys(SECRET, null), NOW).verify("bench-1", GOOD))
                .isEqualTo(new Refused(Reason.FORGED));
    }

    static IntStream lengths() {
        return IntStream.range(0, GOOD.length());
    }

    @ParameterizedTest
    @MethodSource("lengths")
    @DisplayName("a token cut short anywhere is refused, and so is one with any character changed")
    void truncatedAndAltered(int at) {
        assertThat(TOKENS.verify("bench-1", GOOD.substring(0, at))).isInstanceOf(Refused.class);
        char other = GOOD.charAt(at) == 'b' ? 'c' : 'b';
        String altered = GOOD.substring(0, at) + other + GOOD.substring(at + 1);
        assertThat(TOKENS.verify("bench-1", altered)).isInstanceOf(Refused.class);
    }
}
