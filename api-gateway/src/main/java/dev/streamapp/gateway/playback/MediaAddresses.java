package dev.streamapp.gateway.playback;

import dev.streamapp.gateway.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where viewers fetch media while a CDN passes them on: with a token of the stream alone, the same
 * for all viewers, so that a CDN keeps them by their whole address. Every replica makes the same
 * token at the same time; it is renewed, and the former one stays good for as long again.
 *
 * <p>The token is behind the path: a player may take a segment whose path has changed for another
 * one, and give up.
 */
public final class MediaAddresses {

    /**
     * How long a player may use what it was listed: a blocked reload, and the fetching after it.
     */
    private static final Duration LISTED = Duration.ofMinutes(1);

    private final Settings settings;
    private final StreamTokens tokens;
    private final Clock clock;

    MediaAddresses(Settings settings, StreamTokens tokens, Clock clock) {
        this.settings = settings;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * Under what a playlist may list its media.
     *
     * @param url a path that ends with a slash, and a query; names go between them
     * @param listable for how long it may still be listed
     */
    public record Base(String url, Duration listable) {}

    /** The host that media are fetched from. */
    public String host() {
        var cdn = settings.cdn();
        return cdn == null ? settings.publicHost() : cdn.domain();
    }

    /** The base of a stream's media; empty where they are fetched beside the playlist. */
    public Optional<Base> base(String streamId) {
        var cdn = settings.cdn();
        if (cdn == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        long period = cdn.renewal().toSeconds();
        var expiry = Instant.ofEpochSecond((now.getEpochSecond() / period + 2) * period);
        String url =
                "https://%s/hls/%s/?token=%s"
                        .formatted(cdn.domain(), streamId, tokens.signMedia(streamId, expiry));
        return Optional.of(new Base(url, Duration.between(now, expiry).minus(LISTED)));
    }
}
