package dev.streamapp.gateway.customer;

import dev.streamapp.gateway.access.Accesses;
import dev.streamapp.gateway.access.Customer;
import dev.streamapp.gateway.access.Standing;
import dev.streamapp.gateway.access.Standings;
import dev.streamapp.gateway.customer.CameraLinks.CameraLink;
import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.playback.Viewer;
import dev.streamapp.gateway.replay.Replays;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a customer calls who has logged in. */
@RestController
@RequestMapping("/api/live-stream")
class LiveStreamController {

    /**
     * @param valid whether the token is genuine and its access still holds
     * @param payload what the token says, times in Unix seconds
     */
    record Validation(boolean valid, @Nullable Map<String, Object> payload) {}

    /**
     * @param streamUrl address of the first camera
     * @param cameras all of them
     */
    record StreamAddresses(String streamUrl, List<CameraLink> cameras) {}

    private final CustomerTokens tokens;
    private final Entrance entrance;
    private final Accesses accesses;
    private final Standings standings;
    private final CameraLinks cameras;
    private final Replays replays;
    private final Clock clock;

    LiveStreamController(
            CustomerTokens tokens,
            Entrance entrance,
            Accesses accesses,
            Standings standings,
            CameraLinks cameras,
            Replays replays,
            Clock clock) {
        this.tokens = tokens;
        this.entrance = entrance;
        this.accesses = accesses;
        this.standings = standings;
        this.cameras = cameras;
        this.replays = replays;
        this.clock = clock;
    }

    @GetMapping("/validate-token")
    ResponseEntity<Validation> validate(@AuthenticationPrincipal @Nullable Customer customer) {
        if (customer == null || standings.of(customer) != Standing.VALID) {
            return ResponseEntity.status(HttpStatus.UNAUTHORIZED)
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                    .body(new Validation(false, null));
        }
        return ResponseEntity.ok(
                new Validation(
                        true,
                        Map.of(
                                CustomerTokens.ACCESS,
                                customer.accessId(),
                                CustomerTokens.ORDER,
                                customer.orderId(),
                                "iat",
                                customer.issuedAt().getEpochSecond(),
                                "exp",
                                customer.expiry().getEpochSecond())));
    }

    @GetMapping("/url")
    StreamAddresses url(@AuthenticationPrincipal Customer customer, @RequestParam UUID orderId) {
        if (!customer.orderId().equals(orderId)) {
            throw ProblemException.localized(HttpStatus.FORBIDDEN, "customer.otherOrder");
        }
        check(customer);
        List<CameraLink> links = cameras.of(customer);
        if (links.isEmpty()) {
            throw ProblemException.localized(HttpStatus.NOT_FOUND, "customer.noCamera");
        }
        return new StreamAddresses(links.getFirst().streamUrl(), links);
    }

    /** What was recorded while cameras showed the customer's order, the newest first. */
    @GetMapping("/recordings")
    Replays.Found recordings(@AuthenticationPrincipal Customer customer) {
        check(customer);
        return replays.ofOrder(
                customer.orderId(), new Viewer.Customer(customer.accessId()), customer.expiry());
    }

    /** A new token in the last quarter of the old one's life, which goes on until its end. */
    @PostMapping("/renew")
    LoggedIn renew(@AuthenticationPrincipal Customer customer) {
        check(customer);
        Duration early = Duration.between(clock.instant(), tokens.renewable(customer));
        if (early.isPositive()) {
            throw ProblemException.localized(HttpStatus.CONFLICT, "customer.renewTooEarly")
                    .retryAfter(early);
        }
        return accesses.find(customer.accessId())
                .map(entrance::admit)
                .orElseThrow(() -> refusal(Standing.GONE));
    }

    private void check(Customer customer) {
        Standing standing = standings.of(customer);
        if (standing != Standing.VALID) {
            throw refusal(standing);
        }
    }

    private static ProblemException refusal(Standing standing) {
        return ProblemException.localized(HttpStatus.FORBIDDEN, Refusals.messageKey(standing));
    }
}
