package dev.streamapp.gateway.order;

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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Assignments in PostgreSQL, the closed ones too: they are the history of an order. */
@Repository
class Assignments {

    private final JdbcClient database;

    Assignments(JdbcClient database) {
        this.database = database;
    }

    /** Cameras of the order, the first one assigned first. */
    List<Camera> open(UUID orderId) {
        return database
                .sql(
                        """
                        select * from order_stream
                        where order_id = :order and valid_until is null
                        order by valid_from, id
                        """)
                .param("order", orderId)
                .query(Assignments::assignment)
                .list()
                .stream()
                .map(Assignment::camera)
                .toList();
    }

    /** Cameras of several orders at once, by order; orders without one are left out. */
    Map<UUID, List<Camera>> open(Collection<UUID> orderIds) {
        if (orderIds.isEmpty()) {
            return Map.of();
        }
        return database
                .sql(
                        """
                        select * from order_stream
                        where order_id in (:orders) and valid_until is null
                        order by valid_from, id
                        """)
                .param("orders", orderIds)
                .query(Assignments::assignment)
                .list()
                .stream()
                .map(Assignment::camera)
                .collect(Collectors.groupingBy(Camera::orderId));
    }

    /** The latest of those that are over. */
    List<Assignment> closed(UUID orderId, int most) {
        return database.sql(
                        """
                        select * from order_stream
                        where order_id = :order and valid_until is not null
                        order by valid_until desc, id desc
                        limit :most
                        """)
                .param("order", orderId)
                .param("most", most)
                .query(Assignments::assignment)
                .list();
    }

    /** What every stream that shows an order shows, by the stream's name. */
    List<Shown> shown() {
        return database.sql(
                        """
                        select stream_id, orders.id, orders.number
                        from order_stream join orders on orders.id = order_id
                        where valid_until is null
                        order by stream_id
                        """)
                .query((row, _) ->
                        new Shown(
                                row.getString("stream_id"),
                                row.getObject("id", UUID.class),
                                row.getString("number")))
                .list();
    }

    /** All there ever were, the newest first. */
    List<Assignment> history(UUID orderId) {
        return database.sql(
                        """
                        select * from order_stream
                        where order_id = :order
                        order by valid_from desc, id desc
                        """)
                .param("order", orderId)
                .query(Assignments::assignment)
                .list();
    }

    /**
     * Until the transaction ends nobody else changes what any camera shows. Who moves a camera
     * touches two orders; one lock for all of them cannot be taken in the wrong order.
     */
    void takeHold() {
        database.sql("select pg_advisory_xact_lock(hashtextextended('assignments', 0))")
                .query((_, _) -> true)
                .single();
    }

    /** What the stream shows now. */
    Optional<Assignment> present(String streamId) {
        return database.sql(
                        "select * from order_stream where stream_id = :stream and valid_until is null")
                .param("stream", streamId)
                .query(Assignments::assignment)
                .optional();
    }

    Assignment insert(UUID orderId, String streamId, String label, Instant now) {
        return database.sql(
                        """
                        insert into order_stream (order_id, stream_id, label, valid_from)
                        values (:order, :stream, :label, :now)
                        returning *
                        """)
                .param("order", orderId)
                .param("stream", streamId)
                .param("label", label)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Assignments::assignment)
                .single();
    }

    Assignment relabel(UUID id, String label) {
        return database.sql("update order_stream set label = :label where id = :id returning *")
                .param("label", label)
                .param("id", id)
                .query(Assignments::assignment)
                .single();
    }

    /** Ends it now, or when it began, should another replica's clock be ahead. */
    Assignment close(UUID id, Instant now) {
        return database.sql(
                        """
                        update order_stream set valid_until = greatest(valid_from, :now)
                        where id = :id
                        returning *
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .query(Assignments::assignment)
                .single();
    }

    private static Assignment assignment(ResultSet row, int index) throws SQLException {
        return new Assignment(
                row.getObject("id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getString("stream_id"),
                row.getString("label"),
                row.getObject("valid_from", OffsetDateTime.class).toInstant(),
                instant(row.getObject("valid_until", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
