package dev.streamapp.gateway.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Bearer tokens of programs. Only the SHA-256 of a token is kept: its 256 random bits need no salt.
 */
@Repository
class ApiTokens {

    static final String PREFIX = "sat_";

    private static final int BYTES = 32;

    private final JdbcClient database;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ApiTokens(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A token as admins see it later: without the token itself. */
    record ApiToken(
            UUID id,
            String name,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt) {}

    /** A token at the one moment when it is known. */
    record NewToken(String token, ApiToken about) {}

    NewToken create(String name, String createdBy, @Nullable Instant expiresAt) {
        byte[] bits = new byte[BYTES];
        random.nextBytes(bits);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        var about =
                database.sql(
                                """
                                insert into api_tokens (name, token_sha256, created_by, expires_at)
                                values (:name, :hash, :createdBy, :expiresAt) returning *
                                """)
                        .param("name", name)
                        .param("hash", sha256(token))
                        .param("createdBy", createdBy)
                        .param(
                                "expiresAt",
                                expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC),
                                Types.TIMESTAMP_WITH_TIMEZONE)
                        .query(ApiTokens::read)
                        .single();
        return new NewToken(token, about);
    }

    List<ApiToken> all() {
        return database.sql("select * from api_tokens order by created_at desc, id desc")
                .query(ApiTokens::read)
                .list();
    }

    /** Ends a token; false when there is none of this id that still counts. */
    boolean revoke(UUID id) {
        return database.sql(
                                """
                                update api_tokens set revoked_at = :now
                                where id = :id and revoked_at is null
                                """)
                        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Name of the token, where it is valid. */
    Optional<String> nameOf(String token) {
        return database.sql(
                        """
                        select name from api_tokens
                        where token_sha256 = :hash and revoked_at is null
                          and (expires_at is null or expires_at > :now)
                        """)
                .param("hash", sha256(token))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getString(1))
                .optional();
    }

    private static ApiToken read(ResultSet row, int number) throws SQLException {
        return new ApiToken(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
