package dev.streamapp.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;

class RateLimitTest {

    private final SetClock clock = new SetClock();
    private final RateLimit limit = new RateLimit(3, Duration.ofMinutes(1), clock);

    /** Stands until it is moved. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    @DisplayName("the whole share may be used at once, and comes back evenly")
    void share() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.take("a")).isZero();
        }
        assertThat(limit.take("a")).isEqualTo(Duration.ofSeconds(20));

        clock.now = clock.now.plusSeconds(20);
        assertThat(limit.take("a")).isZero();
        assertThat(limit.take("a")).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    @DisplayName("asking in vain does not prolong the wait")
    void patience() {
        for (int i = 0; i < 100; i++) {
            limit.take("a");
        }

        assertThat(limit.take("a")).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    @DisplayName("one key does not use up another's share")
    void keys() {
        for (int i = 0; i < 10; i++) {
            limit.take("a");
        }

        assertThat(limit.take("b")).isZero();
    }

    @Test
    @DisplayName("the refusal says when to come again")
    void refusal() {
        for (int i = 0; i < 3; i++) {
            limit.use("a");
        }

        assertThatThrownBy(() -> limit.use("a"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> {
                            assertThat(problem.status().value()).isEqualTo(429);
                            assertThat(problem.headers().getFirst(HttpHeaders.RETRY_AFTER))
                                    .isEqualTo("20");
                        });
    }
}
