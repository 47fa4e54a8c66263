package dev.streamapp.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.gateway.access.Right;
import dev.streamapp.gateway.access.Rights;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may call what, for every route there is. */
class RoutesTest extends GatewayTest {

    private enum Caller {
        NOBODY,
        CUSTOMER,
        /**
         * A customer too, of an order that has nothing to do with the stream and the order asked
         * for.
         */
        OTHER_CUSTOMER,
        ADMIN
    }

    private static final String STREAM = "bench-1";

    /** Whom each route admits; {@code EDGE} is closed by the network, not by an identity. */
    private static final Map<String, String> TABLE = table();

    private static Map<String, String> table() {
        String rows =
                """
                GET /api/health                                                        NOBODY CUSTOMER OTHER_CUSTOMER ADMIN
                GET /streaming/api/health                                              NOBODY CUSTOMER OTHER_CUSTOMER ADMIN
                POST /api/live-stream/authenticate                                     NOBODY CUSTOMER OTHER_CUSTOMER ADMIN
                GET /api/live-stream/validate-token                                    CUSTOMER OTHER_CUSTOMER
                GET /api/live-stream/url                                               CUSTOMER
                GET /api/live-stream/recordings                                        CUSTOMER OTHER_CUSTOMER
                GET /api/streams/{streamId}/recordings                                 ADMIN
                DELETE /api/streams/{streamId}/recordings/{recordingId}                ADMIN
                GET /api/admin/orders/{orderId}/recordings                             ADMIN
                GET /admin/streams/{streamId}/recordings                               ADMIN
                GET /admin/orders/{orderId}/recordings                                 ADMIN
                POST /api/live-stream/renew                                            CUSTOMER OTHER_CUSTOMER
                GET /api/hls/{streamId}                                                CUSTOMER ADMIN
                GET /api/debug/{streamId}                                              ADMIN
                GET /api/tasks                                                         ADMIN
                POST /api/tasks                                                        ADMIN
                POST /api/tasks/{streamId}/stream                                      ADMIN
                DELETE /api/tasks/{streamId}                                           ADMIN
                GET /api/streams                                                       ADMIN
                POST /api/streams                                                      ADMIN
                GET /api/streams/events                                                ADMIN
                GET /api/streams/{streamId}                                            ADMIN
                GET /api/streams/{streamId}/logs                                       ADMIN
                GET /api/streams/{streamId}/ingest                                     ADMIN
                DELETE /api/streams/{streamId}                                         ADMIN
                POST /api/admin/session                                                NOBODY CUSTOMER OTHER_CUSTOMER ADMIN
                GET /api/admin/session                                                 ADMIN
                DELETE /api/admin/session                                              ADMIN
                PUT /api/admin/password                                                ADMIN
                GET /api/admin/tokens                                                  ADMIN
                POST /api/admin/tokens                                                 ADMIN
                DELETE /api/admin/tokens/{id}                                          ADMIN
                GET /api/admin/audit                                                   ADMIN
                GET /api/admin/orders                                                      ADMIN
                POST /api/admin/orders                                                     ADMIN
                GET /api/admin/orders/{orderId}                                            ADMIN
                PUT /api/admin/orders/{orderId}                                            ADMIN
                PUT /api/admin/orders/{orderId}/live-stream-enabled                        ADMIN
                DELETE /api/admin/orders/{orderId}                                         ADMIN
                GET /api/admin/orders/{orderId}/streams                                    ADMIN
                POST /api/admin/orders/{orderId}/streams                                   ADMIN
                DELETE /api/admin/orders/{orderId}/streams/{streamId}                      ADMIN
                GET /api/admin/orders/{orderId}/live-stream-access                         ADMIN
                POST /api/admin/orders/{orderId}/live-stream-access                        ADMIN
                POST /api/admin/orders/{orderId}/live-stream-access/{accessId}/revoke      ADMIN
                POST /api/admin/orders/{orderId}/live-stream-access/{accessId}/extend      ADMIN
                POST /api/admin/orders/{orderId}/live-stream-access/{accessId}/resend      ADMIN
                GET /api/admin/statistics                                                  ADMIN
                GET /admin/log-in                                                          NOBODY CUSTOMER OTHER_CUSTOMER ADMIN
                GET /admin                                                                 ADMIN
                GET /admin/tasks                                                       ADMIN
                GET /admin/tasks/list                                                  ADMIN
                GET /admin/tasks/{streamId}/removal                                    ADMIN
                GET /admin/statistics                                                  ADMIN
                GET /admin/audit                                                       ADMIN
                GET /admin/settings                                                    ADMIN
                GET /admin/settings/tokens                                             ADMIN
                GET /admin/settings/streams                                            ADMIN
                GET /admin/settings/accesses                                           ADMIN
                GET /admin/settings/customers                                          ADMIN
                GET /admin/settings/mail                                               ADMIN
                GET /admin/settings/sms                                                ADMIN
                GET /admin/orders                                                          ADMIN
                GET /admin/orders/{orderId}                                                ADMIN
                GET /admin/orders/shown                                                    ADMIN
                GET /admin/orders/access-states                                            ADMIN
                GET /admin/orders/of-stream/{streamId}                                     ADMIN
                GET /admin/orders/{orderId}/accesses                                       ADMIN
                GET /admin/orders/{orderId}/accesses/{accessId}/notices                    ADMIN
                GET /admin/stream-choices                                                  ADMIN
                GET /admin/stream-states/{streamId}                                        ADMIN
                GET /admin/**                                                              ADMIN
                GET /admin/streams                                                         ADMIN
                GET /admin/streams/list                                                    ADMIN
                GET /admin/streams/cluster                                                 ADMIN
                GET /admin/streams/ready                                                   ADMIN
                GET /admin/streams/{streamId}                                              ADMIN
                GET /admin/streams/{streamId}/row                                          ADMIN
                GET /admin/streams/{streamId}/head                                         ADMIN
                GET /admin/streams/{streamId}/facts                                        ADMIN
                GET /admin/streams/{streamId}/publish                                      ADMIN
                GET /admin/streams/{streamId}/passphrase                                   ADMIN
                GET /admin/streams/{streamId}/diagnosis                                    ADMIN
                GET /admin/streams/{streamId}/link                                         ADMIN
                GET /internal/edge/check                                               EDGE
                """;
        return rows.lines()
                .map(row -> row.split(" +", 3))
                .collect(
                        Collectors.toMap(
                                row -> row[0] + " " + row[1].replaceAll("\\{[^}]*}", "{}"),
                                row -> row[2].strip(),
                                (one, _) -> one,
                                LinkedHashMap::new));
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private UUID order;
    private String customerToken;
    private String otherCustomerToken;
    private String adminToken;

    @BeforeAll
    void logIn() throws IOException, InterruptedException {
        order = order("routes");
        customerToken = token(order, STREAM, "repair_routes");
        otherCustomerToken = token(order("other routes"), "bench-2", "repair_other");
        adminToken = gateway.adminToken();
    }

    /** Token of a customer of this order, whose camera is this stream. */
    private String token(UUID order, String stream, String login)
            throws IOException, InterruptedException {
        assign(order, stream);
        UUID access = access(order, login, "password of routes", Duration.ofHours(24));
        // rights reach the memory a moment later than the database
        await().until(() -> gateway.bean(Rights.class).of(access, stream) == Right.GRANTED);
        var answer =
                http.send(
                        HttpRequest.newBuilder(address("/api/live-stream/authenticate"))
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofString(
                                                """
                                                {"login": "%s", "password": "password of routes"}
                                                """
                                                        .formatted(login)))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body()).path("token").asString();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    /** Every mapped route as METHOD PATTERN, its variables without their names. */
    private Set<String> routes() {
        var mapping =
                gateway.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        return mapping.getHandlerMethods().keySet().stream()
                .flatMap(info ->
                        info.getPatternValues().stream()
                                .flatMap(pattern ->
                                        info.getMethodsCondition().getMethods().stream()
                                                .map(method -> method + " " + pattern)))
                .map(route -> route.replaceAll("\\{[^}]*}", "{}"))
                // the API's description and the error answer are nobody's feature
                .filter(route ->
                        !route.contains("/v3/api-docs")
                                && !route.contains("swagger")
                                && !route.endsWith(" /error"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    @DisplayName("every route is in the table, and every row of the table is a route")
    void complete() {
        assertThat(routes()).containsExactlyInAnyOrderElementsOf(new TreeSet<>(TABLE.keySet()));
    }

    @Test
    @DisplayName("the OpenAPI 3.1 document describes every route but the edge's and the pages")
    void described() throws IOException, InterruptedException {
        JsonNode document = description();
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        var described = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(path ->
                        path.getValue()
                                .propertyNames()
                                .forEach(method ->
                                        described.add(
                                                method.toUpperCase(Locale.ROOT)
                                                        + " "
                                                        + path.getKey()
                                                                .replaceAll("\\{[^}]*}", "{}"))));
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        routes().stream()
                                .filter(route -> !route.contains("/internal/"))
                                .filter(route -> !route.startsWith("GET /admin"))
                                .toList());
    }

    private JsonNode description() throws IOException, InterruptedException {
        var answer =
                http.send(
                        HttpRequest.newBuilder(address("/v3/api-docs"))
                                .header("Authorization", "Bearer " + adminToken)
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }

    @Test
    @DisplayName("what may insist on a version says so, and where the version comes from")
    void conditions() throws IOException, InterruptedException {
        JsonNode order = description().at("/paths/~1api~1admin~1orders~1{orderId}");

        for (String method : List.of("put", "delete")) {
            assertThat(order.at("/" + method + "/parameters").valueStream())
                    .anySatisfy(parameter -> {
                        assertThat(parameter.path("name").asString()).isEqualTo("If-Match");
                        assertThat(parameter.path("in").asString()).isEqualTo("header");
                        assertThat(parameter.path("required").asBoolean()).isFalse();
                        assertThat(parameter.path("description").asString()).contains("ETag");
                    });
            assertThat(
                            order.at(
                                            "/"
                                                    + method
                                                    + "/responses/412/content/application~1problem+json/schema/$ref")
                                    .asString())
                    .endsWith("/Problem");
        }
        assertThat(order.at("/get/responses/200/headers/ETag").isObject()).isTrue();
    }

    @Test
    @DisplayName("every operation that takes JSON shows an example of it")
    void examples() throws IOException, InterruptedException {
        for (var path : description().path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                for (JsonNode type : operation.getValue().path("requestBody").path("content")) {
                    assertThat(type.path("example").isObject())
                            .as(operation.getKey() + " " + path.getKey())
                            .isTrue();
                }
            }
        }
    }

    @TestFactory
    @DisplayName("each route admits whom the table says")
    Stream<DynamicTest> admission() {
        return routes().stream()
                .filter(route -> !"EDGE".equals(TABLE.get(route)))
                .flatMap(route ->
                        Arrays.stream(Caller.values())
                                .map(caller ->
                                        DynamicTest.dynamicTest(
                                                caller + " " + route, () -> check(route, caller))));
    }

    private void check(String route, Caller caller) throws IOException, InterruptedException {
        assertThat(TABLE).containsKey(route);
        boolean admitted = Arrays.asList(TABLE.get(route).split(" ")).contains(caller.name());
        int status = status(route, caller);

        if (admitted) {
            if (!route.contains("authenticate") && !route.endsWith("/session")) {
                assertThat(status).isNotIn(401, 403);
            }
            // without a cluster what asks it says 503; nothing says 500
            assertThat(status).isNotEqualTo(500);
        } else if (route.contains("validate-token")) {
            // its answer is fixed: 401 for whoever is no customer
            assertThat(status).isEqualTo(401);
        } else {
            assertThat(status).isEqualTo(caller == Caller.NOBODY ? 401 : 403);
        }
    }

    /**
     * Customers ask for what belongs to the first order; what admins might change is nothing real.
     */
    private String path(String pattern) {
        return switch (pattern) {
            case "/api/hls/{}" -> "/api/hls/" + STREAM;
            case "/api/live-stream/url" -> pattern + "?orderId=" + order;
            default -> pattern.replace("{}", "00000000-0000-7000-8000-000000000000");
        };
    }

    private int status(String route, Caller caller) throws IOException, InterruptedException {
        String method = route.split(" ")[0];
        String path = path(route.split(" ")[1]);
        var request =
                HttpRequest.newBuilder(address(path))
                        .timeout(Duration.ofSeconds(20))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                method.equals("GET")
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString("{}"));
        switch (caller) {
            case NOBODY -> {}
            case CUSTOMER -> request.header("Authorization", "Bearer " + customerToken);
            case OTHER_CUSTOMER -> request.header("Authorization", "Bearer " + otherCustomerToken);
            case ADMIN -> request.header("Authorization", "Bearer " + adminToken);
        }
        // feeds do not end: the status is enough
        var answer = http.send(request.build(), BodyHandlers.ofInputStream());
        try (InputStream _ = answer.body()) {
            return answer.statusCode();
        }
    }
}
