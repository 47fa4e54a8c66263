package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.platform.Settings;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks the Kubernetes API who a token stands for and what that user may do. */
@Component
class TokenReviews {

    private final KubernetesClient cluster;
    private final String namespace;

    TokenReviews(KubernetesClient cluster, Settings settings) {
        this.cluster = cluster;
        this.namespace = settings.streamsNamespace();
    }

    /** The user of a token; empty when the token is not valid. */
    Optional<UserInfo> user(String token) {
        var review = new TokenReviewBuilder().withNewSpec().withToken(token).endSpec().build();
        var status = cluster.tokenReviews().create(review).getStatus();
        return Boolean.TRUE.equals(status.getAuthenticated())
                ? Optional.of(status.getUser())
                : Optional.empty();
    }

    /** Whoever may change streams with kubectl may do so here. */
    boolean mayUpdateStreams(UserInfo user) {
        var review =
                new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(user.getUsername())
                        .withUid(user.getUid())
                        .withGroups(user.getGroups())
                        .withNewResourceAttributes()
                        .withGroup("streamapp.dev")
                        .withResource("livestreams")
                        .withVerb("update")
                        .withNamespace(namespace)
                        .endResourceAttributes()
                        .endSpec()
                        .build();
        var status = cluster.authorization().v1().subjectAccessReview().create(review).getStatus();
        return Boolean.TRUE.equals(status.getAllowed());
    }
}
