package dev.streamapp.gateway.platform;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the application works, for anybody and without detail. */
@RestController
class HealthAnswer {

    private final JdbcClient database;
    private volatile boolean databaseAnswers = true;

    HealthAnswer(JdbcClient database) {
        this.database = database;
    }

    /** The word for everybody. */
    record Health(String status) {}

    @GetMapping("/api/health")
    ResponseEntity<Health> health() {
        return databaseAnswers
                ? ResponseEntity.ok(new Health("ok"))
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header("Retry-After", Long.toString(DatabaseAway.RETRY_AFTER.toSeconds()))
                        .body(new Health("unavailable"));
    }

    /** Asked here and not for each request, so that nobody outside can make work for PostgreSQL. */
    @Scheduled(fixedDelay = 2_000)
    void ask() {
        try {
            databaseAnswers =
                    database.sql("select true").query((row, _) -> row.getBoolean(1)).single();
        } catch (DataAccessException _) {
            databaseAnswers = false;
        }
    }
}
