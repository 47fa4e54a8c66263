package dev.streamapp.operator.observe;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.GatewayStatusAddress;
import java.util.List;
import java.util.Optional;

/** Reads a Gateway: which ports it opens, and where it is reached. */
public final class GatewayState {

    private GatewayState() {}

    /** Whether datagrams to this port come in. */
    public static boolean listensTo(Gateway gateway, int port) {
        return gateway.getSpec().getListeners().stream()
                .filter(listener -> "UDP".equals(listener.getProtocol()))
                .anyMatch(listener -> Integer.valueOf(port).equals(listener.getPort()));
    }

    /** Its first address, if its controller has told one yet. */
    public static Optional<String> address(Gateway gateway) {
        return Optional.ofNullable(gateway.getStatus())
                .map(GatewayStatus::getAddresses)
                .orElse(List.of())
                .stream()
                .map(GatewayStatusAddress::getValue)
                .findFirst();
    }
}
