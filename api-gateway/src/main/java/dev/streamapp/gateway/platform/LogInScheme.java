package dev.streamapp.gateway.platform;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;

/** A way for admins to log in that needs filters of its own. */
public interface LogInScheme {

    /** Adds its filters to the chain of pages and API. */
    void addTo(HttpSecurity http) throws Exception;
}
