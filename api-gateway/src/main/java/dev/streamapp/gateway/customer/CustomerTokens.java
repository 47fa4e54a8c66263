package dev.streamapp.gateway.customer;

import dev.streamapp.gateway.access.Access;
import dev.streamapp.gateway.access.Customer;
import dev.streamapp.gateway.platform.Secret;
import dev.streamapp.gateway.platform.Settings;
import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Customers' bearer tokens: JWT with HS256 and nothing else, for as long as the settings say or
 * until the access ends. The audience keeps apart tokens that another program may sign with the
 * same secret.
 */
@Component
class CustomerTokens {

    static final String AUDIENCE = "live-stream";
    static final String ACCESS = "streamId";
    static final String ORDER = "orderId";

    /** Longer than any that is made here. */
    private static final int MAX_LENGTH = 1_024;

    /** In this part of its life, the last one, a token can be exchanged for a new one. */
    private static final int RENEWABLE_PART = 4;

    private final SecretKey key;
    private final List<JwtParser> parsers;
    private final Duration life;
    private final Clock clock;

    CustomerTokens(Settings settings, Clock clock) {
        this.clock = clock;
        this.life = settings.customerTokenLife();
        this.key = key(settings.jwtKeys().current());
        this.parsers =
                settings.jwtKeys().all().stream()
                        .map(CustomerTokens::key)
                        .map(this::parser)
                        .toList();
    }

    /** A token with what it says. */
    record Made(String token, Customer customer) {}

    Made make(Access access) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiry =
                Stream.of(now.plus(life), access.expiresAt().truncatedTo(ChronoUnit.SECONDS))
                        .min(Instant::compareTo)
                        .orElseThrow();
        String token =
                Jwts.builder()
                        .claim(ACCESS, access.id().toString())
                        .claim(ORDER, access.orderId().toString())
                        .audience()
                        .add(AUDIENCE)
                        .and()
                        .issuedAt(Date.from(now))
                        .expiration(Date.from(expiry))
                        .signWith(key, Jwts.SIG.HS256)
                        .compact();
        return new Made(token, new Customer(access.id(), access.orderId(), now, expiry));
    }

    /** From when on a customer's token can be exchanged for a new one. */
    Instant renewable(Customer customer) {
        return customer.expiry().minus(life.dividedBy(RENEWABLE_PART));
    }

    /** What a token says that was made here and has not expired; empty for any other text. */
    Optional<Customer> read(String token) {
        if (token.length() > MAX_LENGTH || !hasOneSpelling(token)) {
            return Optional.empty();
        }
        return parsers.stream()
                .flatMap(parser -> read(parser, token).stream())
                .filter(customer -> clock.instant().isBefore(customer.expiry()))
                .findFirst();
    }

    private static Optional<Customer> read(JwtParser parser, String token) {
        try {
            Claims claims = parser.parseSignedClaims(token).getPayload();
            if (claims.getExpiration() == null || claims.getIssuedAt() == null) {
                return Optional.empty();
            }
            return Optional.of(
                    new Customer(
                            UUID.fromString(claims.get(ACCESS, String.class)),
                            UUID.fromString(claims.get(ORDER, String.class)),
                            claims.getIssuedAt().toInstant(),
                            claims.getExpiration().toInstant()));
        } catch (JwtException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /** Base64 ignores the last bits of a signature: a token could be altered and still be good. */
    private static boolean hasOneSpelling(String token) {
        String signature = token.substring(token.lastIndexOf('.') + 1);
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(signature);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private JwtParser parser(SecretKey verifying) {
        return Jwts.parser()
                .verifyWith(verifying)
                .sig()
                .clear()
                .add(Jwts.SIG.HS256)
                .and()
                .zip()
                .clear()
                .and()
                .requireAudience(AUDIENCE)
                .clock(() -> Date.from(clock.instant()))
                .build();
    }

    private static SecretKey key(Secret secret) {
        return new SecretKeySpec(secret.bytes(), "HmacSHA256");
    }
}
