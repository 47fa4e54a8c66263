package dev.streamapp.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.testing.Authority;
import dev.streamapp.gateway.testing.Databases;
import dev.streamapp.gateway.testing.Environment;
import dev.streamapp.gateway.testing.GatewayProgram;
import dev.streamapp.gateway.testing.RunningGateway;
import dev.streamapp.gateway.testing.TestClock;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("PostgreSQL that has to show who it is")
class DatabaseTlsTest {

    private Authority authority;
    private EmbeddedPostgres postgres;

    @BeforeAll
    void start() throws IOException {
        authority = new Authority();
        var server = authority.sign("ip:127.0.0.1");
        postgres =
                EmbeddedPostgres.builder()
                        .setServerConfig("ssl", "on")
                        .setServerConfig("ssl_cert_file", server.certificate().toString())
                        .setServerConfig("ssl_key_file", server.key().toString())
                        .setPGStartupWait(Databases.PATIENCE)
                        .start();
    }

    @AfterAll
    void stop() throws IOException {
        postgres.close();
    }

    private Map<String, String> trusting(Path authorities) {
        return Map.of(
                "DB_PORT",
                Integer.toString(postgres.getPort()),
                "DB_NAME",
                "postgres",
                "DB_SSLMODE",
                "verify-full",
                "DB_SSLROOTCERT",
                authorities.toString());
    }

    /** What a gateway says that does not come to its database. */
    private static String complaint(Map<String, String> changes) {
        try (var gateway = GatewayProgram.launch(changes)) {
            return gateway.awaitLine(line -> line.contains("Waiting for PostgreSQL"));
        }
    }

    @Test
    @DisplayName("is used, over TLS, where the authority named has signed its certificate")
    void trusted() throws IOException {
        var settings = Environment.settings("postgres", trusting(authority.certificate()));
        try (var gateway =
                RunningGateway.start(settings, new TestClock(), RunningGateway.noCluster())) {
            assertThat(
                            gateway.database()
                                    .sql("select ssl from pg_stat_ssl where pid = pg_backend_pid()")
                                    .query(Boolean.class)
                                    .single())
                    .isTrue();
            assertThat(gateway.nobody().get().uri("/api/health").exchange().returnResult())
                    .extracting(answer -> answer.getStatus().value())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("is not used where another has, and the log says so")
    void untrusted() throws IOException {
        Path other = new Authority().certificate();

        assertThat(complaint(trusting(other)))
                .contains("none of the authorities in " + other + " has signed its certificate");
    }

    @Test
    @DisplayName("is not used under another name than its certificate's")
    void otherName() throws IOException {
        var changes = new HashMap<>(trusting(authority.certificate()));
        changes.put("DB_HOST", "localhost");

        assertThat(complaint(changes)).contains("localhost", "could not be verified");
    }

    @Test
    @DisplayName("is not used without its authority's certificate: Java does not know it")
    void unnamed() throws IOException {
        var changes = new HashMap<>(trusting(authority.certificate()));
        changes.put("DB_SSLROOTCERT", "");

        assertThat(complaint(changes))
                .contains("none of the authorities in Java's own list has signed its certificate");
    }
}
