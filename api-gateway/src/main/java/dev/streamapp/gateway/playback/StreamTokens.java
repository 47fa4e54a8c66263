package dev.streamapp.gateway.playback;

import dev.streamapp.gateway.platform.Keys;
import dev.streamapp.gateway.playback.TokenVerdict.MediaOnly;
import dev.streamapp.gateway.playback.TokenVerdict.Reason;
import dev.streamapp.gateway.playback.TokenVerdict.Refused;
import dev.streamapp.gateway.playback.TokenVerdict.Valid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes and judges the tokens in playback addresses: {@code KEY.EXPIRY.SUBJECT.SIGNATURE}, all
 * URL-safe. A token opens one stream of one namespace until its expiry: for one viewer, or its
 * media alone for whoever knows their addresses. Whether the viewer may still watch is a question
 * of rights, asked elsewhere.
 */
public final class StreamTokens {

    /** Longer than any token this class makes for names of up to 400 bytes. */
    static final int MAX_LENGTH = 640;

    /** Expiry without leading zeros, at most 11 digits: one token has one spelling. */
    private static final Pattern SYNTAX =
            Pattern.compile("([0-9a-f]{8})\\.([1-9][0-9]{0,10})\\.([\\w-]+)\\.([\\w-]{43})");

    /** Subject of tokens for media alone; no viewer's text is like it. */
    private static final String MEDIA = "media";

    private final String namespace;
    private final TokenKey key;
    private final List<TokenKey> accepted;
    private final Clock clock;

    /**
     * @param namespace namespace of the streams; part of what is signed
     * @param keys the current one signs, both are accepted
     */
    public StreamTokens(String namespace, Keys keys, Clock clock) {
        this.namespace = namespace;
        this.key = new TokenKey(keys.current());
        this.accepted = keys.all().stream().map(TokenKey::new).toList();
        this.clock = clock;
    }

    /** A token for the stream; the expiry is cut to whole seconds, never prolonged. */
    public String sign(String streamId, Viewer viewer, Instant expiry) {
        return sign(streamId, viewer.text(), expiry);
    }

    /** A token for the stream's media, whoever fetches them. */
    String signMedia(String streamId, Instant expiry) {
        return sign(streamId, MEDIA, expiry);
    }

    private String sign(String streamId, String text, Instant expiry) {
        String seconds = Long.toString(expiry.getEpochSecond());
        String subject =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return String.join(
                ".", key.id(), seconds, subject, signature(key, streamId, subject, seconds));
    }

    /** Judges a token as it was shown; never throws, whatever it is. */
    public TokenVerdict verify(String streamId, @Nullable String token) {
        if (token == null || token.length() > MAX_LENGTH) {
            return new Refused(Reason.MALFORMED);
        }
        var words = SYNTAX.matcher(token);
        if (!words.matches()) {
            return new Refused(Reason.MALFORMED);
        }
        var signer =
                accepted.stream().filter(known -> known.id().equals(words.group(1))).findFirst();
        if (signer.isEmpty()) {
            return new Refused(Reason.UNKNOWN_KEY);
        }
        String subject = words.group(3);
        String expected = signature(signer.get(), streamId, subject, words.group(2));
        if (!same(expected, words.group(4))) {
            return new Refused(Reason.FORGED);
        }
        var expiry = Instant.ofEpochSecond(Long.parseLong(words.group(2)));
        if (!clock.instant().isBefore(expiry)) {
            return new Refused(Reason.EXPIRED);
        }
        return verdict(subject, expiry);
    }

    private static TokenVerdict verdict(String subject, Instant expiry) {
        try {
            String text =
                    new String(Base64.getUrlDecoder().decode(subject), StandardCharsets.UTF_8);
            if (text.equals(MEDIA)) {
                return new MediaOnly(expiry);
            }
            return Viewer.parse(text)
                    .<TokenVerdict>map(viewer -> new Valid(viewer, expiry))
                    .orElseGet(() -> new Refused(Reason.MALFORMED));
        } catch (IllegalArgumentException e) {
            return new Refused(Reason.MALFORMED);
        }
    }

    private String signature(TokenKey signer, String streamId, String subject, String expiry) {
        return signer.sign(
                String.join("\n", "v1", namespace, streamId, subject, expiry, signer.id()));
    }

    /** Compared as text: Base64 would let several spellings of one signature pass. */
    private static boolean same(String expected, String shown) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII),
                shown.getBytes(StandardCharsets.US_ASCII));
    }
}
