package dev.streamapp.gateway.access;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Nobody is sent to a gateway that does not know yet who was shut out. */
@Component("rightsHealthIndicator")
class RightsHealth implements HealthIndicator {

    private final Rights rights;

    RightsHealth(Rights rights) {
        this.rights = rights;
    }

    @Override
    public Health health() {
        return rights.loaded()
                ? Health.up().build()
                : Health.outOfService().withDetail("reason", "rights are not read yet").build();
    }
}
