package dev.streamapp.gateway.order;

import dev.streamapp.gateway.platform.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Orders in PostgreSQL. */
@Repository
class StoredOrders implements Orders {

    private static final String FOUND =
            """
            from orders
            where :search = ''
               or strpos(lower(concat_ws(' ', number, customer_name, email, phone, device)),
                         lower(:search)) > 0
            """;

    private final JdbcClient database;
    private final Assignments assignments;

    StoredOrders(JdbcClient database, Assignments assignments) {
        this.database = database;
        this.assignments = assignments;
    }

    @Override
    public Optional<Order> find(UUID orderId) {
        return one("select * from orders where id = :id", orderId);
    }

    @Override
    public Order get(UUID orderId) {
        return find(orderId).orElseThrow(() -> absent(orderId));
    }

    @Override
    public List<Camera> cameras(UUID orderId) {
        return assignments.open(orderId);
    }

    @Override
    public List<Showing> showings(UUID orderId) {
        return assignments.history(orderId).stream()
                .map(shown ->
                        new Showing(
                                shown.streamId(),
                                shown.label(),
                                shown.validFrom(),
                                shown.validUntil()))
                .toList();
    }

    /** The order as it is; until the transaction ends nobody else changes it. */
    Order hold(UUID orderId) {
        return one("select * from orders where id = :id for update", orderId)
                .orElseThrow(() -> absent(orderId));
    }

    OrderPage search(String search, int page, int size) {
        List<Order> items =
                database.sql(
                                "select * "
                                        + FOUND
                                        + "order by created_at desc, id desc limit :size offset :from")
                        .param("search", search)
                        .param("size", size)
                        .param("from", (long) page * size)
                        .query(StoredOrders::order)
                        .list();
        long total =
                database.sql("select count(*) " + FOUND)
                        .param("search", search)
                        .query((row, _) -> row.getLong(1))
                        .single();
        return new OrderPage(items, page, size, total);
    }

    Order insert(OrderFields fields, Instant now) {
        return unlessTaken(
                        fields,
                        database.sql(
                                        """
                                        insert into orders (number, customer_name, email, phone, language,
                                                            device, live_stream_enabled, created_at)
                                        values (:number, :customerName, :email, :phone, :language,
                                                :device, :liveStreamEnabled, :now)
                                        returning *
                                        """)
                                .param("now", now.atOffset(ZoneOffset.UTC)))
                .orElseThrow();
    }

    Order update(UUID orderId, OrderFields fields) {
        return unlessTaken(
                        fields,
                        database.sql(
                                        """
                                        update orders
                                        set number = :number, customer_name = :customerName,
                                            email = :email, phone = :phone, language = :language,
                                            device = :device, live_stream_enabled = :liveStreamEnabled
                                        where id = :id
                                        returning *
                                        """)
                                .param("id", orderId))
                .orElseThrow(() -> absent(orderId));
    }

    Order switchWatching(UUID orderId, boolean enabled) {
        return database.sql("update orders set live_stream_enabled = ? where id = ? returning *")
                .params(enabled, orderId)
                .query(StoredOrders::order)
                .optional()
                .orElseThrow(() -> absent(orderId));
    }

    void delete(UUID orderId) {
        int deleted =
                database.sql("delete from orders where id = :id").param("id", orderId).update();
        if (deleted == 0) {
            throw absent(orderId);
        }
    }

    private Optional<Order> one(String sql, UUID orderId) {
        return database.sql(sql).param("id", orderId).query(StoredOrders::order).optional();
    }

    private static Optional<Order> unlessTaken(OrderFields fields, StatementSpec statement) {
        try {
            return statement
                    .param("number", fields.number())
                    .param("customerName", fields.customerName())
                    .param("email", fields.email())
                    .param("phone", fields.phone())
                    .param("language", fields.language())
                    .param("device", fields.device())
                    .param("liveStreamEnabled", fields.liveStreamEnabled())
                    .query(StoredOrders::order)
                    .optional();
        } catch (DuplicateKeyException e) {
            throw ProblemException.localized(
                            HttpStatus.CONFLICT, "order.numberTaken", fields.number())
                    .withText("number", "order.numberOfAnother");
        }
    }

    private static ProblemException absent(UUID orderId) {
        return ProblemException.notFound("There is no order %s.".formatted(orderId));
    }

    private static Order order(ResultSet row, int index) throws SQLException {
        return new Order(
                row.getObject("id", UUID.class),
                row.getString("number"),
                row.getString("customer_name"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("language"),
                row.getString("device"),
                row.getBoolean("live_stream_enabled"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getLong("version"));
    }
}
