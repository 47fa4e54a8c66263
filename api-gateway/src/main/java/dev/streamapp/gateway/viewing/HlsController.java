package dev.streamapp.gateway.viewing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.gateway.access.Customer;
import dev.streamapp.gateway.access.Right;
import dev.streamapp.gateway.access.Rights;
import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.playback.MediaAddresses;
import dev.streamapp.gateway.playback.PlaybackUrls;
import dev.streamapp.gateway.playback.StreamTokens;
import dev.streamapp.gateway.playback.Viewer;
import dev.streamapp.gateway.stream.StreamStatus;
import dev.streamapp.gateway.stream.Streams;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The address to watch a stream with: any stream for admins, those of the own order for customers.
 */
@RestController
class HlsController {

    private static final Duration ADMIN_TOKEN_LIFE = Duration.ofHours(4);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final Streams streams;
    private final Rights rights;
    private final StreamTokens tokens;
    private final PlaybackUrls urls;
    private final MediaAddresses media;
    private final Clock clock;

    HlsController(
            Streams streams,
            Rights rights,
            StreamTokens tokens,
            PlaybackUrls urls,
            MediaAddresses media,
            Clock clock) {
        this.streams = streams;
        this.rights = rights;
        this.tokens = tokens;
        this.urls = urls;
        this.media = media;
        this.clock = clock;
    }

    /** The answer; its names are fixed. */
    record Metadata(
            String message,
            @JsonProperty("stream_id") String streamId,
            StreamStatus status,
            Data data) {}

    /**
     * Where and how to watch.
     *
     * @param cdnDomain host that media come from
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Data(
            @JsonProperty("hls_url") String hlsUrl,
            @JsonProperty("stream_url") String streamUrl,
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("cdn_domain") String cdnDomain,
            @JsonProperty("is_live") boolean isLive,
            @JsonProperty("start_time") @Nullable String startTime) {}

    /** Who asks, and until when an address may live. */
    private record Watcher(Viewer viewer, Instant expiry) {}

    @GetMapping("/api/hls/{streamId}")
    ResponseEntity<Metadata> metadata(
            @PathVariable String streamId, Authentication authentication) {
        Watcher watcher = watcher(streamId, authentication);
        LiveStream stream = streams.get(streamId);
        LiveStreamStatus seen =
                Optional.ofNullable(stream.getStatus()).orElseGet(LiveStreamStatus::unknown);
        StreamStatus status = StreamStatus.of(seen.phase());
        String token = tokens.sign(streamId, watcher.viewer(), watcher.expiry());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(
                        new Metadata(
                                "HLS stream metadata",
                                streamId,
                                status,
                                new Data(
                                        urls.unsigned(streamId),
                                        urls.with(streamId, token),
                                        token,
                                        media.host(),
                                        status == StreamStatus.RUNNING,
                                        seen.startTime())));
    }

    private Watcher watcher(String streamId, Authentication authentication) {
        if (authentication.getPrincipal() instanceof Customer customer) {
            admit(rights.of(customer.accessId(), streamId));
            return new Watcher(new Viewer.Customer(customer.accessId()), customer.expiry());
        }
        return new Watcher(
                new Viewer.Admin(authentication.getName()), clock.instant().plus(ADMIN_TOKEN_LIFE));
    }

    /** A stream of somebody else and one that does not exist look alike to a customer. */
    private static void admit(Right right) {
        switch (right) {
            case GRANTED -> {}
            case NOT_LOADED ->
                    throw ProblemException.localized(
                                    HttpStatus.SERVICE_UNAVAILABLE, "problem.notReady")
                            .retryAfter(TRY_AGAIN);
            case UNKNOWN, REVOKED, EXPIRED, SWITCHED_OFF, NOT_ASSIGNED ->
                    throw ProblemException.localized(HttpStatus.FORBIDDEN, "problem.notYourStream");
        }
    }
}
