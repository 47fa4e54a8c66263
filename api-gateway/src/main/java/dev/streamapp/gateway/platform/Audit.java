package dev.streamapp.gateway.platform;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Writes down what admins do: who, from where, what, to what. Inside a transaction the entry is
 * kept or lost together with the deed.
 */
@Component
public class Audit {

    private final JdbcClient database;
    private final ClientAddress addresses;

    Audit(JdbcClient database, ClientAddress addresses) {
        this.database = database;
        this.addresses = addresses;
    }

    /**
     * Records a deed of whoever makes the present request.
     *
     * @param action a word such as {@code access.create}
     * @param subject what it was done to, such as an order's id
     * @param detail anything else worth knowing; never a secret
     */
    public void record(String action, String subject, String detail) {
        record(actor(), action, subject, detail);
    }

    /** Records a deed without detail. */
    public void record(String action, String subject) {
        record(action, subject, "");
    }

    /** Records a deed of somebody who is not, or not yet, authenticated. */
    public void record(Actor actor, String action, String subject, String detail) {
        database.sql(
                        """
                        insert into audit_log (actor, address, action, subject, detail)
                        values (:actor, :address, :action, :subject, :detail)
                        """)
                .param("actor", cut(actor.name(), 200))
                .param("address", address())
                .param("action", cut(action, 60))
                .param("subject", cut(subject, 200))
                .param("detail", cut(detail, 1000))
                .update();
    }

    /**
     * Who does it.
     *
     * @param name such as {@code admin:anna}, {@code token:ci} or {@code system}
     */
    public record Actor(String name) {}

    /** Whoever makes the present request; "system" outside of requests. */
    public static Actor actor() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return new Actor(authentication == null ? "system" : authentication.getName());
    }

    private String address() {
        return RequestContextHolder.getRequestAttributes()
                        instanceof ServletRequestAttributes present
                ? addresses.of(present.getRequest())
                : "";
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }
}
