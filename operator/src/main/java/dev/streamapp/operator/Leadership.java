package dev.streamapp.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of several replicas acts. The others watch too, so that the next leader knows all there is
 * to know; a leader that dies is succeeded {@link #LEASE} and a retry later at most.
 */
final class Leadership {

    private static final Duration LEASE = Duration.ofSeconds(12);
    private static final Duration RENEW_WITHIN = Duration.ofSeconds(8);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private final KubernetesClient client;
    private final String namespace;
    private final String lease;
    private final String identity;
    private final Runnable onWon;
    private final Runnable onLost;
    private final AtomicBoolean leads = new AtomicBoolean();
    private final AtomicBoolean leaving = new AtomicBoolean();

    /**
     * Prepares.
     *
     * @param lease name of the Lease in the operator's namespace
     * @param identity which replica this is
     * @param onWon called before the first stream is looked at
     * @param onLost called when another replica may act already
     */
    Leadership(
            KubernetesClient client,
            String namespace,
            String lease,
            String identity,
            Runnable onWon,
            Runnable onLost) {
        this.client = client;
        this.namespace = namespace;
        this.lease = lease;
        this.identity = identity;
        this.onWon = onWon;
        this.onLost = onLost;
    }

    LeaderElectionConfiguration configuration() {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(lease)
                .withLeaseNamespace(namespace)
                .withIdentity(identity)
                .withLeaseDuration(LEASE)
                .withRenewDeadline(RENEW_WITHIN)
                .withRetryPeriod(RETRY)
                .withLeaderCallbacks(new LeaderCallbacks(this::won, this::lost, _ -> {}))
                // otherwise the SDK ends the process from within its own stop, which then never
                // ends
                .buildForTest(false);
    }

    boolean leads() {
        return leads.get();
    }

    /** From now on losing is meant. */
    void leave() {
        leaving.set(true);
    }

    /** Lets the next one begin at once; call it when nothing is under way any more. */
    void release() {
        if (!leads.get()) {
            return;
        }
        try {
            Lease held = client.leases().inNamespace(namespace).withName(lease).get();
            if (held != null && identity.equals(held.getSpec().getHolderIdentity())) {
                held.getSpec().setHolderIdentity("");
                client.resource(held).update();
            }
        } catch (KubernetesClientException e) {
            LOG.warn("The lease runs out by itself: {}", e.getMessage());
        }
    }

    private void won() {
        LOG.info("{} leads", identity);
        leads.set(true);
        onWon.run();
    }

    private void lost() {
        if (!leaving.get() && leads.getAndSet(false)) {
            LOG.error("{} no longer leads", identity);
            onLost.run();
        }
    }
}
