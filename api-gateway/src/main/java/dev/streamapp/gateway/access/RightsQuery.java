package dev.streamapp.gateway.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads all rights in one statement, so that what is read was true at one moment. */
final class RightsQuery {

    /** How long an expired access is still known as such. */
    private static final Duration AFTERLIFE = Duration.ofDays(1);

    private static final String SQL =
            """
            select access.id, access.order_id, access.expires_at, access.revoked_at is not null as revoked,
                   orders.live_stream_enabled as enabled,
                   array(select stream_id from order_stream
                         where order_stream.order_id = access.order_id and valid_until is null) as streams,
                   array(select concat_ws(' ', stream_id, floor(extract(epoch from valid_from) * 1000)::bigint,
                                          floor(extract(epoch from valid_until) * 1000)::bigint)
                         from order_stream where order_stream.order_id = access.order_id) as shown
            from live_stream_access access join orders on orders.id = access.order_id
            where access.expires_at > ?
            """;

    private RightsQuery() {}

    static RightsSnapshot read(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setObject(1, now.minus(AFTERLIFE).atOffset(ZoneOffset.UTC));
            try (ResultSet rows = statement.executeQuery()) {
                Map<UUID, RightsSnapshot.Grant> grants = new HashMap<>();
                while (rows.next()) {
                    grants.put(rows.getObject("id", UUID.class), grant(rows));
                }
                return new RightsSnapshot(grants);
            }
        }
    }

    private static RightsSnapshot.Grant grant(ResultSet row) throws SQLException {
        return new RightsSnapshot.Grant(
                row.getObject("order_id", UUID.class),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("revoked"),
                row.getBoolean("enabled"),
                Set.of((String[]) row.getArray("streams").getArray()),
                shown((String[]) row.getArray("shown").getArray()));
    }

    /** Of {@code STREAM FROM UNTIL} in milliseconds, the last of it missing while it lasts. */
    private static Map<String, List<Span>> shown(String[] rows) {
        Map<String, List<Span>> spans = new HashMap<>();
        for (String row : rows) {
            String[] words = row.split(" ");
            var from = Instant.ofEpochMilli(Long.parseLong(words[1]));
            var until =
                    words.length < 3 ? Span.OPEN : Instant.ofEpochMilli(Long.parseLong(words[2]));
            spans.computeIfAbsent(words[0], _ -> new ArrayList<>()).add(new Span(from, until));
        }
        return spans;
    }
}
