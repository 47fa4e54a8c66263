package dev.streamapp.gateway.platform;

import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Who may call what: see {@link SecurityConfiguration}. */
public final class Roles {

    /** A session, an API token or a ServiceAccount of the shop. */
    public static final List<GrantedAuthority> ADMIN =
            List.of(new SimpleGrantedAuthority("ROLE_ADMIN"));

    /** The bearer of a customer's token. */
    public static final List<GrantedAuthority> CUSTOMER =
            List.of(new SimpleGrantedAuthority("ROLE_CUSTOMER"));

    private Roles() {}
}
