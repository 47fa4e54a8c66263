package dev.streamapp.gateway;

import dev.streamapp.gateway.platform.Passwords;
import dev.streamapp.gateway.platform.Settings;
import dev.streamapp.gateway.playback.StreamTokens;
import dev.streamapp.gateway.playback.Viewer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Plays the gateway's start and some requests through, without a database and without a cluster, so
 * that an ahead-of-time cache knows the classes that takes. Exit code 0 if it went well.
 */
public final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    /** On port 1 nobody answers, and that at once. */
    private static final String HERE = "127.0.0.1";

    private static final String STREAM = "rehearsal";
    private static final int EDGE_CHECKS = 1_000;
    private static final int LOG_INS = 3;

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "DB_HOST", HERE,
                    "DB_PORT", "1",
                    "DB_USER", "rehearsal",
                    "DB_PASSWORD", "rehearsal",
                    "DB_NAME", "rehearsal",
                    "CDN_DOMAIN", "rehearsal.example",
                    "STREAM_TOKEN_SECRET", "rehearsal-rehearsal-rehearsal-rehearsal",
                    "JWT_SECRET", "rehearsal-rehearsal-rehearsal-rehearsal",
                    "NOTICE_SECRET", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                    "ENVIRONMENT", "rehearsal");

    private Rehearsal() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean went = play();
        LOG.info(
                went ? "The rehearsal went well" : "The rehearsal failed: a request met no answer");
        System.exit(went ? 0 : 1);
    }

    static boolean play() throws IOException, InterruptedException {
        try (var cluster =
                        new KubernetesClientBuilder()
                                .withConfig(
                                        new ConfigBuilder(Config.empty())
                                                .withMasterUrl("http://%s:1".formatted(HERE))
                                                .build())
                                .build();
                var gateway =
                        Gateway.start(
                                Settings.from(SETTINGS),
                                Clock.systemUTC(),
                                cluster,
                                "--server.port=0",
                                "--management.server.port=0",
                                "--spring.flyway.enabled=false")) {
            String port = port(gateway, "local.server.port");
            logIn(gateway.getBean(Passwords.class));
            return visit(port)
                    && watch(port, gateway.getBean(StreamTokens.class))
                    && health(port(gateway, "local.management.port"));
        }
    }

    private static String port(ConfigurableApplicationContext gateway, String name) {
        return gateway.getEnvironment().getRequiredProperty(name);
    }

    /** What needs the database is answered too: that it is away. */
    private static boolean visit(String port) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            boolean answered = true;
            for (String path : List.of("/api/health", "/api/streams", "/v3/api-docs")) {
                answered &= status(http, request(port, path).build()) > 0;
            }
            var logIn =
                    request(port, "/api/live-stream/authenticate")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"login\":\"a\",\"password\":\"b\"}"));
            var tokenOfNobody =
                    request(port, "/api/streams").header("Authorization", "Bearer a.b.c");
            return answered
                    && status(http, logIn.build()) > 0
                    && status(http, tokenOfNobody.build()) > 0;
        }
    }

    /** So often that the cache also knows which ways through the code are the usual ones. */
    private static boolean watch(String port, StreamTokens tokens)
            throws IOException, InterruptedException {
        String token =
                tokens.sign(
                        STREAM,
                        new Viewer.Admin("rehearsal"),
                        Clock.systemUTC().instant().plus(Duration.ofHours(1)));
        var question =
                request(port, "/internal/edge/check")
                        .header("X-Stream-Id", STREAM)
                        .header("X-Stream-Token", token)
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            boolean admitted = true;
            for (int i = 0; i < EDGE_CHECKS; i++) {
                admitted &= status(http, question) == 204;
            }
            return admitted;
        }
    }

    /** What a log-in costs does not depend on whether somebody is let in. */
    private static void logIn(Passwords passwords) {
        for (int i = 0; i < LOG_INS; i++) {
            passwords.matches(null, "rehearsal");
        }
    }

    private static boolean health(String port) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return status(http, request(port, "/actuator/health/liveness").build()) == 200
                    && status(http, request(port, "/actuator/prometheus").build()) == 200;
        }
    }

    private static HttpRequest.Builder request(String port, String path) {
        return HttpRequest.newBuilder(URI.create("http://%s:%s%s".formatted(HERE, port, path)));
    }

    private static int status(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }
}
