package dev.streamapp.gateway.customer;

import dev.streamapp.gateway.access.Access;
import dev.streamapp.gateway.customer.CameraLinks.CameraLink;
import org.springframework.stereotype.Component;

/** Gives a token, and where the first camera is, to whoever was found to have a valid access. */
@Component
class Entrance {

    private final CustomerTokens tokens;
    private final CameraLinks cameras;

    Entrance(CustomerTokens tokens, CameraLinks cameras) {
        this.tokens = tokens;
        this.cameras = cameras;
    }

    LoggedIn admit(Access access) {
        CustomerTokens.Made made = tokens.make(access);
        String streamUrl =
                cameras.of(made.customer()).stream()
                        .findFirst()
                        .map(CameraLink::streamUrl)
                        .orElse(null);
        return new LoggedIn(made.token(), streamUrl, access.expiresAt());
    }
}
