package dev.streamapp.gateway.access;

import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.platform.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Accesses in PostgreSQL. */
@Repository
class StoredAccesses implements Accesses {

    private final JdbcClient database;

    StoredAccesses(JdbcClient database) {
        this.database = database;
    }

    @Override
    public Optional<Access> find(UUID accessId) {
        return database.sql("select * from live_stream_access where id = :id")
                .param("id", accessId)
                .query(StoredAccesses::access)
                .optional();
    }

    @Override
    public Optional<Access> findByLogin(String login) {
        return database.sql("select * from live_stream_access where login = :login")
                .param("login", login)
                .query(StoredAccesses::access)
                .optional();
    }

    /** Of an order, the newest first. */
    List<Access> ofOrder(UUID orderId) {
        return database.sql(
                        """
                        select * from live_stream_access
                        where order_id = :order
                        order by created_at desc, id desc
                        """)
                .param("order", orderId)
                .query(StoredAccesses::access)
                .list();
    }

    /** The access of this order; 404 when the order has none of this id. */
    Access get(UUID orderId, UUID accessId) {
        return find(accessId)
                .filter(access -> access.orderId().equals(orderId))
                .orElseThrow(() -> absent(accessId));
    }

    /**
     * Until when orders may be watched by any of their accesses; those that may not are left out.
     */
    Map<UUID, Instant> activeUntil(Collection<UUID> orderIds, Instant now) {
        if (orderIds.isEmpty()) {
            return Map.of();
        }
        return database
                .sql(
                        """
                        select order_id, max(expires_at) as until from live_stream_access
                        where order_id in (:orders) and revoked_at is null and expires_at > :now
                        group by order_id
                        """)
                .param("orders", orderIds)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, _) ->
                        Map.entry(
                                row.getObject("order_id", UUID.class),
                                row.getObject("until", OffsetDateTime.class).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The access, which is not changed by others until the transaction ends. */
    Access lock(UUID orderId, UUID accessId) {
        return database.sql(
                        """
                        select * from live_stream_access
                        where id = :id and order_id = :order
                        for update
                        """)
                .param("id", accessId)
                .param("order", orderId)
                .query(StoredAccesses::access)
                .optional()
                .orElseThrow(() -> absent(accessId));
    }

    private static ProblemException absent(UUID accessId) {
        return ProblemException.notFound("The order has no access %s.".formatted(accessId));
    }

    /** Empty when the login is taken. */
    Optional<Access> insert(NewAccess access, Instant now) {
        try {
            return insertion(access, now).query(StoredAccesses::access).optional();
        } catch (DataIntegrityViolationException e) {
            throw ProblemException.notFound(
                    "Order %s was deleted a moment ago.".formatted(access.orderId()));
        }
    }

    private StatementSpec insertion(NewAccess access, Instant now) {
        return database.sql(
                        """
                        insert into live_stream_access
                            (order_id, login, password_hash, stream_url, expires_at, created_at, created_by)
                        values (:order, :login, :hash, :streamUrl, :expiresAt, :now, :createdBy)
                        on conflict (login) do nothing
                        returning *
                        """)
                .param("order", access.orderId())
                .param("login", access.login())
                .param("hash", access.passwordHash().text())
                .param("streamUrl", access.streamUrl())
                .param("expiresAt", access.expiresAt().atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("createdBy", access.createdBy());
    }

    Access revoke(UUID accessId, Instant now) {
        return database.sql(
                        """
                        update live_stream_access set revoked_at = :now
                        where id = :id
                        returning *
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", accessId)
                .query(StoredAccesses::access)
                .single();
    }

    Access prolong(UUID accessId, Instant expiresAt) {
        return database.sql(
                        """
                        update live_stream_access set expires_at = :expiresAt
                        where id = :id
                        returning *
                        """)
                .param("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
                .param("id", accessId)
                .query(StoredAccesses::access)
                .single();
    }

    void changePassword(UUID accessId, Secret hash) {
        database.sql("update live_stream_access set password_hash = :hash where id = :id")
                .param("hash", hash.text())
                .param("id", accessId)
                .update();
    }

    void changeStreamUrl(UUID orderId, @Nullable String streamUrl, Instant now) {
        database.sql(
                        """
                        update live_stream_access set stream_url = :streamUrl
                        where order_id = :order and expires_at > :now
                          and stream_url is distinct from :streamUrl
                        """)
                .param("streamUrl", streamUrl)
                .param("order", orderId)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Access access(ResultSet row, int index) throws SQLException {
        return new Access(
                row.getObject("id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getString("login"),
                new Secret(row.getString("password_hash")),
                row.getString("stream_url"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("created_by"),
                instant(row.getObject("revoked_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
