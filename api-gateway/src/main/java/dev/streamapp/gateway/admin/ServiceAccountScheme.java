package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.platform.BearerScheme;
import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.platform.RateLimit;
import dev.streamapp.gateway.platform.Roles;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kubernetes ServiceAccounts as admins: those who may update LiveStreams of the served namespace.
 * The API server judges; its verdict counts for a few seconds.
 */
@Component
@Order(2)
class ServiceAccountScheme implements BearerScheme {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceAccountScheme.class);
    private static final Duration VERDICT_COUNTS = Duration.ofSeconds(10);
    private static final int MAX_VERDICTS = 1_000;

    private final TokenReviews reviews;
    private final JsonMapper json;
    private final Clock clock;
    private final RateLimit questions;
    private final Map<String, Verdict> verdicts = new ConcurrentHashMap<>();

    private record Verdict(Optional<Authentication> who, Instant until) {}

    ServiceAccountScheme(TokenReviews reviews, JsonMapper json, Clock clock) {
        this.reviews = reviews;
        this.json = json;
        this.clock = clock;
        this.questions = new RateLimit(20, Duration.ofSeconds(1), clock);
    }

    /** A JSON Web Token whose subject is a ServiceAccount; nothing else costs a question. */
    @Override
    public boolean recognises(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        try {
            JsonNode claims = json.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return claims.path("sub").asString("").startsWith("system:serviceaccount:");
        } catch (IllegalArgumentException | JacksonException e) {
            return false;
        }
    }

    @Override
    public Optional<Authentication> authenticate(String token) {
        var known = verdicts.get(token);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.who();
        }
        // anybody can send such tokens: the API server is not asked more often than this
        questions.use("");
        var verdict = new Verdict(ask(token), clock.instant().plus(VERDICT_COUNTS));
        if (verdicts.size() >= MAX_VERDICTS) {
            verdicts.clear();
        }
        verdicts.put(token, verdict);
        return verdict.who();
    }

    private Optional<Authentication> ask(String token) {
        try {
            return reviews.user(token)
                    .map(user ->
                            UsernamePasswordAuthenticationToken.authenticated(
                                    user.getUsername(),
                                    null,
                                    reviews.mayUpdateStreams(user) ? Roles.ADMIN : List.of()));
        } catch (KubernetesClientException e) {
            LOG.warn("A ServiceAccount's token could not be reviewed: {}", e.getMessage());
            throw ProblemException.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "The Kubernetes API, which judges ServiceAccounts, does not answer.")
                    .retryAfter(Duration.ofSeconds(5));
        }
    }
}
