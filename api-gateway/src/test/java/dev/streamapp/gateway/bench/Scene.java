package dev.streamapp.gateway.bench;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.gateway.platform.Settings;
import dev.streamapp.gateway.playback.StreamTokens;
import dev.streamapp.gateway.playback.Viewer;
import dev.streamapp.gateway.testing.Databases;
import dev.streamapp.gateway.testing.Environment;
import dev.streamapp.gateway.testing.Namespaces;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** What stands around the gateway: streams in a cluster, customers in a database. */
final class Scene implements AutoCloseable {

    static final int STREAMS = 10;
    static final int CUSTOMERS = 50;
    static final String ADMIN_TOKEN = "sat_0123456789abcdefghijklmnopqrstuvwxyzBENCHMK";

    private static final int COST = 12;
    private static final String NAMESPACE = "gateway-bench";

    private final KubeApi.Running cluster = new KubeApi.Running();
    private final Map<String, String> environment;

    Scene(Path directory) throws IOException {
        Path kubeconfig =
                Files.writeString(directory.resolve("kubeconfig.yaml"), cluster.kubeconfig());
        environment =
                Environment.variables(
                        Databases.create(),
                        Map.of(
                                "KUBECONFIG",
                                kubeconfig.toString(),
                                "STREAMS_NAMESPACE",
                                NAMESPACE,
                                "TRUSTED_PROXY_HOPS",
                                "1"));
        KubernetesClient client = cluster.client();
        Namespaces.make(client, NAMESPACE);
        for (int i = 0; i < STREAMS; i++) {
            client.resource(
                            """
                            {"apiVersion": "streamapp.dev/v1alpha1", "kind": "LiveStream",
                             "metadata": {"name": "%s", "namespace": "%s"}, "spec": {"title": "Bench", "ingest": {"srt": {}}}}
                            """
                                    .formatted(stream(i), NAMESPACE))
                    .serverSideApply();
        }
    }

    /** The gateway's variables. */
    Map<String, String> environment() {
        return environment;
    }

    private static String stream(int number) {
        return "bench-" + number % STREAMS;
    }

    /** Logins from 0 on; those below {@link #CUSTOMERS} exist. */
    static String login(int number) {
        return "repair_bench" + number;
    }

    /** Fills tables that a gateway has made; tells "STREAM TOKEN" of each customer. */
    List<String> fill() {
        var database =
                JdbcClient.create(
                        new DriverManagerDataSource(
                                settings().url(), settings().user(), settings().password().text()));
        database.sql(
                        "insert into api_tokens (name, token_sha256, created_by) values ('bench', ?, 'bench')")
                .param(sha256(ADMIN_TOKEN))
                .update();
        List<UUID> orders =
                IntStream.range(0, STREAMS).mapToObj(i -> order(database, stream(i))).toList();
        String hash = BCrypt.hashpw("what nobody types", BCrypt.gensalt(COST));
        var lines = new ArrayList<String>();
        for (int i = 0; i < CUSTOMERS; i++) {
            UUID access = access(database, orders.get(i % STREAMS), login(i), hash);
            lines.add(stream(i) + " " + token(access, stream(i)));
        }
        return lines;
    }

    private Settings.Database settings() {
        return Settings.from(environment).database();
    }

    /** An order with a stream. */
    private static UUID order(JdbcClient database, String stream) {
        return database.sql(
                        """
                        with made as (insert into orders (number, live_stream_enabled) values (:stream, true) returning id)
                        insert into order_stream (order_id, stream_id) select id, :stream from made returning order_id
                        """)
                .param("stream", stream)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    private static UUID access(JdbcClient database, UUID order, String login, String hash) {
        return database.sql(
                        """
                        insert into live_stream_access (order_id, login, password_hash, expires_at, created_by)
                        values (:order, :login, :hash, now() + interval '1 day', 'bench') returning id
                        """)
                .param("order", order)
                .param("login", login)
                .param("hash", hash)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    private String token(UUID access, String stream) {
        Clock clock = Clock.systemUTC();
        return new StreamTokens(NAMESPACE, Settings.from(environment).streamTokenKeys(), clock)
                .sign(
                        stream,
                        new Viewer.Customer(access),
                        clock.instant().plus(Duration.ofHours(4)));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
