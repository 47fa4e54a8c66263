package dev.streamapp.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.gateway.stream.Streams;
import dev.streamapp.gateway.testing.Namespaces;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Requests made up from the OpenAPI document: whatever a client sends, it is never our fault. */
@ExtendWith(KubeApi.class)
class HostileRequestsIT extends GatewayTest {

    private static final int PER_OPERATION = 25;
    private static final int MAX_DEPTH = 3;

    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "a",
                    "bench-1",
                    "Ž🎥\u202e",
                    "\u0000",
                    "\ud800",
                    "'; drop table orders; --",
                    "../../etc/passwd",
                    "%00%2e%2e",
                    "${jndi:ldap://x}",
                    "<script>alert(1)</script>",
                    "-1",
                    "99999999999999999999",
                    "NaN",
                    "2026-02-30T25:61:00Z",
                    "+999999999-12-31T23:59:59Z",
                    "-999999999-01-01T00:00:00Z",
                    "00000000-0000-0000-0000-000000000000",
                    "x".repeat(300),
                    "ж".repeat(1_000));

    private final KubernetesClient cluster;
    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(42);

    HostileRequestsIT(KubernetesClient cluster) {
        this.cluster = cluster;
    }

    @Override
    protected KubernetesClient cluster() {
        Namespaces.make(cluster, "streamapp-streams");
        return cluster;
    }

    @Test
    @DisplayName("made-up requests to every operation find no 5xx")
    void everyOperation() throws IOException, InterruptedException {
        await().atMost(Duration.ofSeconds(30)).until(() -> gateway.bean(Streams.class).loaded());
        String order = order("hostile").toString();
        JsonNode document = document();
        var faults = new ArrayList<String>();
        for (var path : document.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                for (int i = 0; i < PER_OPERATION; i++) {
                    attack(document, path.getKey(), operation.getKey(), operation.getValue(), order)
                            .ifPresent(faults::add);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private JsonNode document() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(address("/v3/api-docs")))
                        .header("Authorization", "Bearer " + gateway.adminToken())
                        .build();
        return json.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private String address(String path) {
        return "http://127.0.0.1:" + gateway.port() + path;
    }

    private Optional<String> attack(
            JsonNode document, String path, String method, JsonNode operation, String order)
            throws IOException, InterruptedException {
        String filled = path;
        var query = new StringBuilder();
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.path("name").asString();
            String value = encoded(random.nextInt(4) == 0 ? order : text());
            if (parameter.path("in").asString().equals("path")) {
                filled = filled.replace("{" + name + "}", value.isEmpty() ? "x" : value);
            } else if (parameter.path("in").asString().equals("query") && random.nextInt(3) > 0) {
                query.append(query.isEmpty() ? "?" : "&").append(name).append('=').append(value);
            }
        }
        String body = body(document, operation);
        var request =
                HttpRequest.newBuilder(URI.create(address(filled + query)))
                        .timeout(Duration.ofSeconds(20))
                        .header("Authorization", "Bearer " + gateway.adminToken())
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "k" + random.nextInt(5))
                        .method(
                                method.toUpperCase(Locale.ROOT),
                                BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        var answer = send(request.build());
        try (InputStream _ = answer.body()) {
            return answer.statusCode() < 500
                    ? Optional.empty()
                    : Optional.of(
                            "%d %s %s%s %s"
                                    .formatted(answer.statusCode(), method, filled, query, body));
        }
    }

    /** A connection that the server ended after a refusal is no fault: the request goes again. */
    private HttpResponse<InputStream> send(HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (IOException _) {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** Mostly the shape that is asked for, with values that are not. */
    private String body(JsonNode document, JsonNode operation) {
        JsonNode schema =
                operation
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema");
        if (schema.isMissingNode()) {
            return "";
        }
        return switch (random.nextInt(8)) {
            case 0 -> List.of("", "{", "[]", "null", "42", "\"x\"", "{}").get(random.nextInt(7));
            default -> json.writeValueAsString(value(document, schema, 0));
        };
    }

    private JsonNode value(JsonNode document, JsonNode schema, int depth) {
        String reference = schema.path("$ref").asString("");
        if (!reference.isEmpty()) {
            return value(document, document.at(reference.substring(1)), depth);
        }
        if (schema.has("properties") && depth < MAX_DEPTH) {
            ObjectNode object = json.createObjectNode();
            for (var property : schema.path("properties").properties()) {
                if (random.nextInt(6) > 0) {
                    object.set(property.getKey(), value(document, property.getValue(), depth + 1));
                }
            }
            return object;
        }
        return switch (random.nextInt(10)) {
            case 0 -> json.nullNode();
            case 1 -> json.createArrayNode().add(text());
            case 2 -> json.createObjectNode().put("x", text());
            case 3 -> json.valueToTree(random.nextBoolean());
            case 4 -> json.valueToTree(random.nextLong());
            case 5 -> json.valueToTree(1e308);
            default -> json.valueToTree(text());
        };
    }
}
