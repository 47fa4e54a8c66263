package dev.streamapp.operator.children;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who reaches the stream's pod, and whom the pod reaches: nobody, unless it pulls its source. */
public final class StreamNetworkPolicy {

    /** The policy; none where the administrator wants none. */
    public static Optional<NetworkPolicy> build(Blueprint blueprint) {
        return Optional.ofNullable(blueprint.settings().streamPeers())
                .map(peers -> build(blueprint, peers));
    }

    private static NetworkPolicy build(Blueprint blueprint, StreamPeers peers) {
        var stream = blueprint.stream();
        return new NetworkPolicyBuilder()
                .withMetadata(ChildMetadata.owned(stream, Names.networkPolicy(stream)))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(Names.selector(stream))
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .withIngress(ingress(blueprint, peers))
                .withEgress(egress(blueprint))
                .endSpec()
                .build();
    }

    private static List<NetworkPolicyIngressRule> ingress(Blueprint blueprint, StreamPeers peers) {
        List<NetworkPolicyIngressRule> rules = new ArrayList<>();
        if (blueprint.door() != null) {
            PackagerDeployment.ingestPort(blueprint)
                    .forEach(port -> rules.add(rule(port, List.of())));
        }
        rules.add(rule(tcp(PackagerDeployment.MEDIA_PORT), peers.media()));
        rules.add(rule(tcp(PackagerDeployment.CONTROL_PORT), peers.control()));
        return rules;
    }

    /** Sources stand at any address and port, behind names that have to be looked up. */
    private static List<NetworkPolicyEgressRule> egress(Blueprint blueprint) {
        return blueprint.spec().ingest().pulls()
                ? List.of(new NetworkPolicyEgressRule())
                : List.of();
    }

    private static ContainerPort tcp(int port) {
        var found = new ContainerPort();
        found.setContainerPort(port);
        found.setProtocol("TCP");
        return found;
    }

    private static NetworkPolicyIngressRule rule(
            ContainerPort port, List<NetworkPolicyPeer> peers) {
        return new NetworkPolicyIngressRuleBuilder()
                .addNewPort()
                .withPort(new IntOrString(port.getContainerPort()))
                .withProtocol(port.getProtocol())
                .endPort()
                .withFrom(peers)
                .build();
    }

    private StreamNetworkPolicy() {}
}
