package dev.streamapp.gateway.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The API token of an admin: the actor {@code token:test}. */
final class AdminToken {

    private static final String TOKEN = "sat_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

    private AdminToken() {}

    /** Makes it valid in a database. */
    static String in(JdbcClient database) {
        database.sql(
                        """
                        insert into api_tokens (name, token_sha256, created_by)
                        values ('test', :hash, 'test') on conflict do nothing
                        """)
                .param("hash", sha256(TOKEN))
                .update();
        return TOKEN;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
