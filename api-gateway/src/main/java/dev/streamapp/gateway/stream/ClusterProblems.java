package dev.streamapp.gateway.stream;

import dev.streamapp.gateway.platform.ProblemException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Says in the API's words what the Kubernetes API server answered. */
final class ClusterProblems {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterProblems.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final int UNPROCESSABLE = 422;

    /** The call's result; the given problem where the object is absent. */
    static <T> T translated(Supplier<@Nullable T> call, Supplier<ProblemException> absent) {
        try {
            T result = call.get();
            if (result == null) {
                throw absent.get();
            }
            return result;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                throw absent.get();
            }
            throw of(e);
        }
    }

    /** What was asked for; empty where there is nothing. */
    static <T> Optional<T> asked(Supplier<@Nullable T> call) {
        try {
            return Optional.ofNullable(call.get());
        } catch (KubernetesClientException e) {
            throw of(e);
        }
    }

    /** The call's answer. */
    static boolean reported(BooleanSupplier call) {
        try {
            return call.getAsBoolean();
        } catch (KubernetesClientException e) {
            throw of(e);
        }
    }

    /** Whether the call made something that was not there before. */
    static boolean isNew(Runnable creation) {
        try {
            creation.run();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw of(e);
        }
    }

    private static ProblemException of(KubernetesClientException e) {
        if (e.getCode() == UNPROCESSABLE) {
            String said = e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage();
            return ProblemException.of(
                    HttpStatus.UNPROCESSABLE_CONTENT, "Kubernetes refuses the stream: " + said);
        }
        LOG.warn("Kubernetes did not do what was asked: {}", e.getMessage());
        return ProblemException.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "Kubernetes cannot be asked at the moment; nothing was changed. Try again.")
                .retryAfter(TRY_AGAIN);
    }

    private ClusterProblems() {}
}
