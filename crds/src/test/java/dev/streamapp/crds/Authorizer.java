package dev.streamapp.crds;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What the API server lets users do. It learns of roles and bindings a moment after they exist. */
public final class Authorizer {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Authorizer() {}

    /** Whether a user may do that at this moment. */
    public static boolean allows(
            KubernetesClient administrator, String user, ResourceAttributes action) {
        var review =
                new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(user)
                        .withResourceAttributes(action)
                        .endSpec()
                        .build();
        var answer = administrator.authorization().v1().subjectAccessReview().create(review);
        return Boolean.TRUE.equals(answer.getStatus().getAllowed());
    }

    /** Waits until what was granted to a user counts. */
    public static void awaitAllowed(
            KubernetesClient administrator, String user, ResourceAttributes action) {
        long begun = System.nanoTime();
        while (!allows(administrator, user, action)) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException(user + " may not do this: " + action);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
