package dev.streamapp.gateway.platform;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.bcrypt.BCrypt;
import org.springframework.stereotype.Component;

/**
 * Hashes passwords with bcrypt, a few at a time. The work has threads of its own that the operating
 * system can interrupt: on a virtual thread it would hold up other requests until it is finished.
 */
@Component
public class Passwords implements AutoCloseable {

    private static final int COST = 12;

    /** A log-in takes a quarter of a second of one processor; another stays for everybody else. */
    private static final int AT_ONCE =
            Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, 2);

    private static final int WAITING = 64;

    /** bcrypt reads no further. */
    private static final int MAX_BYTES = 72;

    private final ThreadPoolExecutor workers =
            new ThreadPoolExecutor(
                    AT_ONCE,
                    AT_ONCE,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(WAITING),
                    Thread.ofPlatform().daemon().name("bcrypt-", 0).factory());

    /** Of no password: what unknown log-ins are compared with, so that they take as long. */
    private final String nobody = BCrypt.gensalt(COST) + "0".repeat(31);

    /** Whether bcrypt reads all of it: 72 bytes of UTF-8. */
    public static boolean fits(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES;
    }

    /** The hash to keep; the password has at most 72 bytes of UTF-8. */
    public String hash(String password) {
        if (!fits(password)) {
            throw new IllegalArgumentException("A password has at most 72 bytes");
        }
        return work(() -> BCrypt.hashpw(password, BCrypt.gensalt(COST)));
    }

    /**
     * Whether the password is right; takes the same time whether it is, and whether there is a
     * hash.
     *
     * @param hash null where the login is unknown
     * @throws ProblemException 503 when too many wait already
     */
    public boolean matches(@Nullable String hash, String password) {
        boolean tooLong = !fits(password);
        String compared = tooLong ? "" : password;
        boolean same = work(() -> BCrypt.checkpw(compared, hash == null ? nobody : hash));
        return same && hash != null && !tooLong;
    }

    private <T> T work(Callable<T> task) {
        try {
            return workers.submit(task).get();
        } catch (RejectedExecutionException e) {
            throw ProblemException.localized(HttpStatus.SERVICE_UNAVAILABLE, "problem.busy")
                    .retryAfter(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while hashing", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
