package dev.streamapp.gateway.admin;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The people with a password for the admin's side. */
@Repository
class Admins {

    /** Begins the names of those who logged in with a password, as in {@code admin:anna}. */
    static final String PREFIX = "admin:";

    private final JdbcClient database;

    Admins(JdbcClient database) {
        this.database = database;
    }

    boolean none() {
        return database.sql("select not exists (select from admins)")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    Optional<String> passwordHash(String login) {
        return database.sql("select password_hash from admins where login = ?")
                .param(login)
                .query((row, _) -> row.getString(1))
                .optional();
    }

    /** Adds an admin; two replicas that start together add one. */
    void add(String login, String passwordHash) {
        database.sql(
                        """
                        insert into admins (login, password_hash) values (?, ?)
                        on conflict (login) do nothing
                        """)
                .params(login, passwordHash)
                .update();
    }

    void changePassword(String login, String passwordHash) {
        database.sql("update admins set password_hash = ? where login = ?")
                .params(passwordHash, login)
                .update();
    }

    /** Ends every session that began before then, on all replicas; how many these were. */
    int endSessionsBefore(Instant then) {
        return database.sql("delete from spring_session where creation_time < ?")
                .param(then.toEpochMilli())
                .update();
    }

    /** Ends every session of the name, on all replicas. */
    void endSessions(String principal) {
        database.sql("delete from spring_session where principal_name = ?")
                .param(principal)
                .update();
    }
}
