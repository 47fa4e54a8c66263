package dev.streamapp.gateway.platform;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.http.HttpStatus;

/**
 * So many in a time, for each key; what is used comes back evenly. Keeps one number a key, and
 * forgets keys that are at rest.
 */
public final class RateLimit {

    private static final int MAX_KEYS = 100_000;

    private final long window;
    private final long interval;
    private final Clock clock;

    /** When a key is at rest again, in milliseconds. */
    private final ConcurrentMap<String, Long> restAt = new ConcurrentHashMap<>();

    /**
     * @param count how many in the window, which may also come at once
     */
    public RateLimit(int count, Duration window, Clock clock) {
        this.window = window.toMillis();
        this.interval = Math.max(1, this.window / count);
        this.clock = clock;
    }

    /**
     * Uses one of the key's share.
     *
     * @throws ProblemException 429 with Retry-After when nothing is left
     */
    public void use(String key) {
        Duration wait = take(key);
        if (wait.isPositive()) {
            throw ProblemException.localized(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "problem.tooMany",
                            wait.plusMillis(999).toSeconds())
                    .retryAfter(wait);
        }
    }

    /** Uses one of the key's share, or says how long to wait; zero when it was used. */
    public Duration take(String key) {
        long now = clock.millis();
        makeRoom(now);
        var wait = new long[1];
        restAt.compute(
                key,
                (_, known) -> {
                    long rest = Math.max(now, known == null ? 0 : known);
                    wait[0] = rest + interval - now - window;
                    return wait[0] > 0 ? rest : rest + interval;
                });
        return Duration.ofMillis(Math.max(0, wait[0]));
    }

    /** Too many keys at once are an attack by many; forgetting them keeps memory bounded. */
    private void makeRoom(long now) {
        if (restAt.size() >= MAX_KEYS) {
            restAt.values().removeIf(rest -> rest <= now);
            if (restAt.size() >= MAX_KEYS) {
                restAt.clear();
            }
        }
    }
}
