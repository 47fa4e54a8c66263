package dev.streamapp.gateway.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/**
 * Who may call an address.
 *
 * @param method null means any
 * @param pattern as Spring's path patterns
 */
record AccessRule(@Nullable HttpMethod method, String pattern, Caller caller) {

    /** Who calls. */
    enum Caller {
        ANYBODY,
        CUSTOMER,
        ADMIN,
        CUSTOMER_OR_ADMIN
    }

    /** The first that fits decides; what fits none is refused. */
    static final List<AccessRule> TABLE =
            List.of(
                    // what says that it works, without detail
                    new AccessRule(HttpMethod.GET, "/api/health", Caller.ANYBODY),
                    new AccessRule(HttpMethod.GET, "/streaming/api/health", Caller.ANYBODY),
                    // log-ins
                    new AccessRule(
                            HttpMethod.POST, "/api/live-stream/authenticate", Caller.ANYBODY),
                    new AccessRule(HttpMethod.POST, "/api/admin/session", Caller.ANYBODY),
                    // answers for itself who the caller is, in the body its contract fixes
                    new AccessRule(
                            HttpMethod.GET, "/api/live-stream/validate-token", Caller.ANYBODY),
                    // customers
                    new AccessRule(HttpMethod.GET, "/api/live-stream/url", Caller.CUSTOMER),
                    new AccessRule(HttpMethod.POST, "/api/live-stream/renew", Caller.CUSTOMER),
                    new AccessRule(HttpMethod.GET, "/api/live-stream/recordings", Caller.CUSTOMER),
                    // admins see any stream, customers those of their order: the controller knows
                    new AccessRule(HttpMethod.GET, "/api/hls/*", Caller.CUSTOMER_OR_ADMIN),
                    // admins
                    new AccessRule(null, "/api/admin/**", Caller.ADMIN),
                    new AccessRule(null, "/api/tasks/**", Caller.ADMIN),
                    new AccessRule(null, "/api/streams/**", Caller.ADMIN),
                    new AccessRule(null, "/api/debug/**", Caller.ADMIN),
                    // pages; what they show comes from the addresses above, under the same rules
                    new AccessRule(HttpMethod.GET, "/", Caller.ANYBODY),
                    new AccessRule(HttpMethod.GET, "/live-stream", Caller.ANYBODY),
                    new AccessRule(HttpMethod.GET, "/assets/**", Caller.ANYBODY),
                    new AccessRule(HttpMethod.GET, "/favicon.ico", Caller.ANYBODY),
                    new AccessRule(HttpMethod.GET, "/admin/log-in", Caller.ANYBODY),
                    new AccessRule(null, "/admin/**", Caller.ADMIN),
                    // the API's own description
                    new AccessRule(HttpMethod.GET, "/v3/api-docs/**", Caller.ADMIN),
                    new AccessRule(HttpMethod.GET, "/v3/api-docs.yaml", Caller.ADMIN),
                    new AccessRule(HttpMethod.GET, "/swagger-ui.html", Caller.ADMIN),
                    new AccessRule(HttpMethod.GET, "/swagger-ui/**", Caller.ADMIN));
}
