package dev.streamapp.operator.apply;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * External addresses of nodes. They hardly ever change, while nodes report about themselves all the
 * time: a node is asked for when it is needed, once an hour. An operator for chosen namespaces may
 * not ask.
 */
final class NodeAddresses {

    private static final Duration FRESH = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(NodeAddresses.class);

    /** After a question that was not answered. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private record Known(Optional<String> address, Instant until) {}

    private final KubernetesClient client;
    private final Clock clock;
    private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

    NodeAddresses(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** The node's external address; empty if it has none, or that cannot be learned. */
    Optional<String> external(String node) {
        Instant now = clock.instant();
        return known.compute(
                        node,
                        (name, found) ->
                                found == null || found.until().isBefore(now)
                                        ? ask(name, now)
                                        : found)
                .address();
    }

    private Known ask(String name, Instant now) {
        try {
            Optional<String> address =
                    Optional.ofNullable(client.nodes().withName(name).get())
                            .map(Node::getStatus)
                            .map(NodeStatus::getAddresses)
                            .orElse(List.of())
                            .stream()
                            .filter(each -> "ExternalIP".equals(each.getType()))
                            .map(NodeAddress::getAddress)
                            .findFirst();
            return new Known(address, now.plus(FRESH));
        } catch (KubernetesClientException e) {
            LOG.info(
                    "Node {} cannot be asked for its external address, its internal one is shown: {}",
                    name,
                    e.getMessage());
            boolean refused = e.getCode() == HTTP_FORBIDDEN;
            return new Known(Optional.empty(), now.plus(refused ? FRESH : AGAIN));
        }
    }
}
