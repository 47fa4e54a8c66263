package dev.streamapp.operator.children;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;

/**
 * Who may talk to the streams' pods. No peers are everybody, as in a NetworkPolicy.
 *
 * @param media who may fetch playlists and media
 * @param control who may ask for status and metrics
 */
public record StreamPeers(List<NetworkPolicyPeer> media, List<NetworkPolicyPeer> control) {}
