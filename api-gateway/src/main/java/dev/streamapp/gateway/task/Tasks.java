package dev.streamapp.gateway.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code tasks}. */
@Repository
class Tasks {

    private static final String COLUMNS =
            "id, name, stream_id, created_by, created_at, stream_made_at";

    private final JdbcClient database;

    Tasks(JdbcClient database) {
        this.database = database;
    }

    List<Task> all() {
        return database.sql("select " + COLUMNS + " from tasks order by created_at, id")
                .query((row, _) -> task(row))
                .list();
    }

    Optional<Task> find(String streamId) {
        return database.sql("select " + COLUMNS + " from tasks where stream_id = :stream")
                .param("stream", streamId)
                .query((row, _) -> task(row))
                .optional();
    }

    /** Adds a task unless its stream has one; whether it did. */
    boolean add(String streamId, String name, String createdBy) {
        return database.sql(
                                """
                                insert into tasks (name, stream_id, created_by) values (:name, :stream, :by)
                                on conflict (stream_id) do nothing
                                """)
                        .param("name", name)
                        .param("stream", streamId)
                        .param("by", createdBy)
                        .update()
                == 1;
    }

    void streamMade(String streamId, Instant at) {
        database.sql(
                        """
                        update tasks set stream_made_at = :at
                        where stream_id = :stream and stream_made_at is null
                        """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("stream", streamId)
                .update();
    }

    boolean delete(String streamId) {
        return database.sql("delete from tasks where stream_id = :stream")
                        .param("stream", streamId)
                        .update()
                == 1;
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("stream_id"),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("stream_made_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
