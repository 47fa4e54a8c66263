package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamapp.e2e.browser.CustomerPage;
import dev.streamapp.e2e.browser.Fluency;
import dev.streamapp.e2e.browser.HomeNetwork;
import dev.streamapp.e2e.browser.Shaka;
import dev.streamapp.e2e.cluster.ChartValues;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Installation;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.gateway.Access;
import dev.streamapp.e2e.gateway.Admin;
import dev.streamapp.e2e.gateway.Answer;
import dev.streamapp.e2e.gateway.Customer;
import dev.streamapp.e2e.gateway.Https;
import dev.streamapp.e2e.gateway.Shop;
import dev.streamapp.e2e.hls.MediaPlaylist;
import dev.streamapp.e2e.hls.MultivariantPlaylist;
import dev.streamapp.e2e.hls.PlaylistReader;
import dev.streamapp.e2e.leaks.Secrets;
import dev.streamapp.e2e.leaks.Utterances;
import dev.streamapp.e2e.publish.Publisher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** One story of one shop: each scene goes on where the one before ended. */
@Isolated("a second installation starts, stops and starts again: what others measure would suffer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("A shop with its gateway")
class GatewayIT {
    private static final String CAMERA = "bench-7";
    private static final String OTHER = "bench-8";
    private static final Duration REVOKED = Duration.ofSeconds(15);

    /** Far less than what a viewer without a picture would be without it here. */
    private static final Duration STALL = Duration.ofSeconds(10);

    /** Five seconds of them. */
    private static final int PICTURES = 125;

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration AWAY = Duration.ofSeconds(30);

    private final Path directory = Cluster.root().resolve("e2e/target/e2e/GatewayIT");
    private final Cluster cluster = Cluster.connect();
    private final Shop shop = new Shop(cluster);
    private ChartValues values;
    private Map<String, String> secrets;
    private Https https;
    private Admin admin;
    private Publisher publisher;
    private String order;
    private Access access;
    private Customer customer;
    private Customer revoked;
    private HomeNetwork home;
    private CustomerPage page;

    @RegisterExtension
    final AfterTestExecutionCallback saving =
            context -> {
                if (context.getExecutionException().isPresent()) {
                    save("cluster.txt", shop.description());
                    save("logs.txt", shop.logs());
                }
            };

    @BeforeAll
    void install() {
        Installation beside = Installation.in(cluster);
        shop.remove();
        values = shop.values(beside).with("logFormat", "json");
        shop.installation().install(cluster, values);
        secrets = shop.secrets();
        https = shop.https();
        home = HomeNetwork.of(cluster, directory);
        answersAgain();
        try (Https session = shop.https()) {
            admin = Admin.logIn(session, https, shop.adminPassword());
        }
    }

    @AfterAll
    void remove() {
        if (publisher != null) {
            publisher.close();
        }
        if (page != null) {
            page.close();
        }
        if (home != null) {
            home.close();
        }
        if (https != null) {
            https.close();
        }
        shop.installation().uninstall(cluster);
        shop.remove();
        // volumes go after their claims, and may need a pod for it
        Awaitility.await("nothing is left")
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        !cluster.kubectl("get", "namespaces,pv", "-o", "wide")
                                .contains(shop.installation().namespace()));
        cluster.close();
    }

    @Test
    @Order(1)
    @DisplayName(
            "a camera is asked for, goes on air, is assigned to an order, and its customer watches")
    void watch() {
        assertThat(https.get("/api/health").json().path("status").asText()).isEqualTo("ok");
        assertThat(https.get("/streaming/api/health").granted().json().path("status").asText())
                .isEqualTo("ok");
        assertThat(admin.task(CAMERA).status()).isEqualTo(201);
        assertThat(admin.task(CAMERA).status()).as("asked again").isEqualTo(200);
        assertThat(admin.task(OTHER).status()).isEqualTo(201);
        publish();
        Awaitility.await("the gateway shows it on air")
                .atMost(Duration.ofSeconds(40))
                .ignoreExceptions()
                .until(() -> admin.get("/api/streams/" + CAMERA).json(), GatewayIT::onAir);
        assertThat(admin.get("/api/streams").json()).anyMatch(GatewayIT::onAir);
        assertThat(admin.get("/api/streams").json()).anyMatch(seen -> !onAir(seen));

        order = admin.order("R-1001");
        admin.assign(CAMERA, order);
        access = admin.access(order);
        assertThat(access.login()).matches("repair_\\w{8}");
        customer = Customer.logIn(https, access);
        JsonNode valid = customer.get("/api/live-stream/validate-token").granted().json();
        assertThat(valid.path("valid").asBoolean()).isTrue();
        assertThat(valid.path("payload").path("orderId").asText()).isEqualTo(order);
        JsonNode url = customer.get("/api/live-stream/url?orderId=" + order).granted().json();
        assertThat(url.path("cameras").path(0).path("label").asText()).isEqualTo("Microscope");
        assertThat(url.path("streamUrl").asText())
                .startsWith("https://" + shop.publicHost() + "/hls/" + CAMERA + "/playlist.m3u8?");

        plays(customer);
        assertThat(Programs.probe(customer.streamUrl())).contains("h264", "aac");
    }

    private void publish() {
        TestStream stream = shop.streams().named(CAMERA).ready();
        publisher = Publisher.camera(stream, directory.resolve("publisher.log"));
        publisher.start();
    }

    private static boolean onAir(JsonNode stream) {
        return stream.path("status").asText().equals("running")
                && stream.path("is_live").asBoolean();
    }

    /** From the address a customer has to a segment. */
    private void plays(Customer viewer) {
        Answer opened = viewer.open();
        assertThat(opened.status()).isEqualTo(302);
        String playlist = "/hls/_/" + viewer.streamToken() + "/" + CAMERA + "/playlist.m3u8";
        assertThat(opened.header("Location")).isEqualTo(playlist);
        Answer variants =
                Awaitility.await("the playlist")
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> https.get(playlist), answer -> answer.status() == 200);
        assertThat(variants.header("Strict-Transport-Security")).startsWith("max-age=");
        var read = PlaylistReader.read(variants.body());
        assertThat(read.violations()).isEmpty();
        assertThat(((MultivariantPlaylist) read.playlist()).variants()).isNotEmpty();

        MediaPlaylist media = media(viewer);
        var segment = media.segments().getLast();
        for (String file : List.of(segment.map(), segment.uri())) {
            Answer answer = viewer.fetch(CAMERA, file);
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.body().length).as("bytes of " + file).isGreaterThan(500);
        }
    }

    private static MediaPlaylist media(Customer viewer) {
        Answer answer = viewer.fetch(CAMERA, "live.m3u8");
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        var read = PlaylistReader.read(answer.body());
        assertThat(read.violations()).isEmpty();
        return (MediaPlaylist) read.playlist();
    }

    @Test
    @Order(2)
    @DisplayName("players that know nothing of us play the customer's address: Shaka, GStreamer")
    void players() throws IOException {
        Path certificate = directory.resolve("edge.pem");
        Files.createDirectories(directory);
        Files.write(certificate, shop.certificate());
        String url = Customer.logIn(https, access).streamUrl();
        // Shaka 5.2 looks for captions in three segments; of a shorter list it takes the one that
        // is still being written, which has no address
        Awaitility.await("three whole segments")
                .atMost(PATIENCE)
                .until(() -> media(customer).segments().size() >= 3);
        try (var shaka = new Shaka(directory.resolve("shaka"), URI.create(url), home)) {
            shaka.awaitPictures(PICTURES, PATIENCE);
        }
        assertThat(Programs.gstreamer(url, Duration.ofSeconds(20), certificate))
                .as("pictures that GStreamer shows in 20 s")
                .isGreaterThan(PICTURES);
    }

    @Test
    @Order(3)
    @DisplayName(
            "whoever has no token, a forged one, that of another stream, or a crooked address sees nothing")
    void refused() {
        String token = customer.streamToken();
        assertThat(https.get("/hls/" + CAMERA + "/playlist.m3u8").status()).isEqualTo(401);
        for (String file : List.of("playlist.m3u8", "live.m3u8", "1abcd-init.mp4")) {
            assertThat(https.get("/hls/_/" + forged(token) + "/" + CAMERA + "/" + file).status())
                    .as("forged, " + file)
                    .isEqualTo(401);
            assertThat(customer.fetch(OTHER, file).status()).as("other, " + file).isEqualTo(401);
        }
        for (String file : List.of("1abcd-init.mp4", "status", "live.m3u8.bak", "passphrase")) {
            assertThat(customer.fetch(CAMERA, file).status()).as(file).isEqualTo(404);
        }
        assertThat(admin.get("/api/streams/nothing").status()).isEqualTo(404);
        assertThat(https.get("/api/streams").status()).isEqualTo(401);
        assertThat(customer.get("/api/streams").status()).isEqualTo(403);
        Answer forged =
                https.get(
                        "/api/live-stream/validate-token",
                        "Authorization",
                        "Bearer " + forged(customer.token()));
        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.json().path("valid").asBoolean(true)).isFalse();

        for (String way :
                List.of(
                        "/%s/../" + OTHER + "/live.m3u8",
                        "/%s/%%2e%%2e/" + OTHER + "/live.m3u8",
                        "/%s/..%%2f" + OTHER + "/live.m3u8",
                        "/%s/" + CAMERA + "/..%%2f..%%2f..%%2fstatus",
                        "/%s/" + CAMERA + "%%2f..%%2f" + OTHER + "/live.m3u8",
                        "//" + CAMERA + "/live.m3u8",
                        "/%s/" + CAMERA + "%%00/live.m3u8")) {
            Answer answer = https.get("/hls/_" + way.formatted(token));
            assertThat(answer.status()).as("%s", answer).isIn(400, 401, 403, 404);
        }
    }

    private static String forged(String token) {
        int signature = token.lastIndexOf('.') + 1;
        char other = token.charAt(signature) == 'A' ? 'B' : 'A';
        return token.substring(0, signature) + other + token.substring(signature + 1);
    }

    @Test
    @Order(4)
    @DisplayName(
            "what the edge asks the gateway nobody outside can ask; without TLS there is only the way to TLS")
    void inside() {
        for (String way :
                List.of(
                        "/internal/edge/check",
                        "//internal/edge/check",
                        "/api/../internal/edge/check",
                        "/%69nternal/edge/check",
                        "/internal%2fedge%2fcheck",
                        "/;x/internal/edge/check",
                        "/api/..;/internal/edge/check",
                        "/internal;x/edge/check",
                        "/%2569nternal/edge/check",
                        "/Internal/edge/check",
                        "/actuator/health",
                        "/_check")) {
            Answer answer =
                    https.get(
                            way,
                            "X-Stream-Id",
                            CAMERA,
                            "X-Stream-Token",
                            customer.streamToken(),
                            "X-Stream-Kind",
                            "playlist");
            assertThat(answer.status()).as("%s", answer).isIn(400, 401, 403, 404);
            assertThat(answer.header("X-Stream-Upstream")).isEmpty();
        }
        assertThat(https.get("/internal/edge/check").status()).isEqualTo(404);

        Answer redirected = https.get(shop.unencrypted() + "/live-stream?order=1");
        assertThat(redirected.status()).isEqualTo(308);
        assertThat(redirected.header("Location"))
                .isEqualTo("https://" + shop.publicHost() + "/live-stream?order=1");
        assertThat(https.get("/api/health").header("Strict-Transport-Security"))
                .startsWith("max-age=");
        assertThat(https.get("/hls/nothing").header("Strict-Transport-Security"))
                .startsWith("max-age=");
    }

    @Test
    @Order(5)
    @DisplayName("a revoked access ends within 15 seconds, and no other with it")
    void revocation() {
        Access second = admin.access(order);
        revoked = Customer.logIn(https, second);
        plays(revoked);
        Instant asked = Instant.now();
        assertThat(admin.revoke(second).granted().json().path("state").asText())
                .isEqualTo("revoked");
        for (String file : List.of("live.m3u8", "playlist.m3u8")) {
            Awaitility.await(file + " is refused")
                    .atMost(REVOKED.minus(Duration.between(asked, Instant.now())))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> revoked.fetch(CAMERA, file).status() == 403);
        }
        System.out.printf(
                "gateway: refused %d ms after the revocation%n",
                Duration.between(asked, Instant.now()).toMillis());
        assertThat(revoked.get("/api/live-stream/validate-token").status()).isEqualTo(401);
        plays(customer);
    }

    @Test
    @Order(6)
    @DisplayName(
            "a camera that goes to another order shows nothing of before, and the former sees no more")
    void handedOn() {
        String next = admin.order("R-1002");
        var before = media(customer);
        Instant asked = Instant.now();
        admin.assign(CAMERA, next);
        Customer successor = Customer.logIn(https, admin.access(next));
        // it begins with the next whole segment
        plays(successor);
        assertThat(media(successor).segments().getFirst().date().toInstant())
                .isAfterOrEqualTo(asked.truncatedTo(ChronoUnit.MILLIS));
        var old = before.segments().getLast();
        assertThat(successor.fetch(CAMERA, old.uri()).status()).as("by its name").isEqualTo(404);
        Awaitility.await("the former customer is refused")
                .atMost(REVOKED)
                .until(() -> customer.fetch(CAMERA, "live.m3u8").status() == 403);

        admin.assign(CAMERA, order);
        Awaitility.await("and sees it again")
                .atMost(REVOKED)
                .until(() -> customer.fetch(CAMERA, "live.m3u8").status() == 200);
        plays(customer);
    }

    @Test
    @Order(7)
    @DisplayName(
            "while no gateway answers, who watched goes on watching, and newcomers are asked to come again")
    void away() {
        Customer newcomer = Customer.logIn(https, admin.access(order));
        plays(customer);
        page = CustomerPage.at(home, "cs");
        page.open("https://" + shop.publicHost() + "/live-stream");
        page.logIn(access.login(), access.password());
        page.awaitMotion(1, Duration.ofSeconds(20));
        page.remember();
        Fluency fluency = Fluency.of(page);
        shop.gateways(0);
        long before = media(customer).end().segment();
        var waits = new ArrayList<Duration>();
        Instant until = Instant.now().plus(AWAY);
        Awaitility.await(AWAY + " without a gateway")
                .atMost(AWAY.multipliedBy(2))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    plays(customer);
                    Instant asked = Instant.now();
                    media(customer);
                    waits.add(Duration.between(asked, Instant.now()));
                    Answer answer = newcomer.fetch(CAMERA, "live.m3u8");
                    assertThat(answer.status()).as("%s", answer).isEqualTo(503);
                    assertThat(answer.header("Retry-After")).matches("[0-9]+");
                    assertThat(revoked.fetch(CAMERA, "live.m3u8").status()).isIn(403, 503);
                    return Instant.now().isAfter(until);
                });
        assertThat(media(customer).end().segment()).as("it is live").isGreaterThan(before + 3);
        Answer rest = https.get("/api/health");
        assertThat(rest.status()).isEqualTo(503);
        assertThat(rest.header("Retry-After")).matches("[0-9]+");
        Duration usual = waits.stream().sorted().toList().get(waits.size() * 3 / 4);
        System.out.printf("gateway: a playlist without it within %d ms%n", usual.toMillis());
        assertThat(usual).as("three of four playlists").isLessThan(Duration.ofMillis(800));
        goesOn("without a gateway", fluency);

        shop.gateways(1);
        answersAgain();
        plays(newcomer);
    }

    /** In the browser: the same page, and no interruption. */
    private void goesOn(String when, Fluency fluency) {
        page.awaitMotion(1, Duration.ofSeconds(10));
        Fluency.Seen seen = fluency.seen();
        System.out.println("gateway: " + when + " " + seen);
        assertThat(seen.worst()).as("longest stall " + when).isLessThan(STALL.toMillis());
        assertThat(page.isAsRemembered()).as("the same page " + when).isTrue();
    }

    @Test
    @Order(8)
    @DisplayName("who watches through an edge that goes watches on through another")
    void edgeGone() {
        shop.edges(2);
        Fluency fluency = Fluency.of(page);
        shop.deleteOldestEdge();
        Instant gone = Instant.now();
        Awaitility.await("ten seconds")
                .atMost(Duration.ofSeconds(20))
                .until(() -> Instant.now().isAfter(gone.plusSeconds(10)));
        goesOn("without its edge", fluency);
        shop.edges(1);
        answersAgain();
    }

    @Test
    @Order(9)
    @DisplayName(
            "no key, no token and no password stands in any log, Event or object, or in what Helm keeps")
    void silence() {
        Map<String, String> told = Utterances.of(cluster, shop.installation());
        assertThat(told.keySet())
                .as("parts that have been listened to")
                .anyMatch(place -> place.endsWith("/operator"))
                .anyMatch(place -> place.endsWith("/gateway"))
                .anyMatch(place -> place.endsWith("/edge"))
                .anyMatch(place -> place.endsWith("/packager"));
        assertThat(told.values())
                .anyMatch(text -> text.contains("/hls/_/…/" + CAMERA + "/live.m3u8"));
        Secrets all = Secrets.of(cluster, shop.installation());
        assertThat(all.values().keySet())
                .contains(
                        "streamapp-e2e-shop-gateway-keys/STREAM_TOKEN_SECRET",
                        "streamapp-e2e-shop-database/password",
                        CAMERA + "-ingest/passphrase");
        assertThat(
                        all.with("a customer's stream token", signature(customer.streamToken()))
                                .with("a forged one", signature(forged(customer.streamToken())))
                                .with("a revoked one", signature(revoked.streamToken()))
                                .with("a customer's log-in", signature(customer.token()))
                                .with("a customer's password", access.password())
                                .with("an admin's token", admin.token())
                                .leaksIn(told))
                .isEmpty();
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    @Test
    @Order(10)
    @DisplayName("every line of every log is an object, and an answer's id finds its request")
    void logs() {
        Answer answer = admin.get("/api/streams/nothing");
        String id = answer.header("X-Request-Id");
        assertThat(answer.json().path("requestId").asText()).isEqualTo(id).isNotEmpty();
        Awaitility.await("the edge's line of the request")
                .atMost(Duration.ofSeconds(10))
                .until(() -> shop.logs().contains("\"requestId\":\"" + id + "\""));
        Utterances.of(cluster, shop.installation())
                .forEach((place, text) -> {
                    if (place.matches(".*/(?:operator|gateway|edge|packager)")) {
                        assertThat(text.lines())
                                .as(place)
                                .isNotEmpty()
                                .allSatisfy(GatewayIT::isObject);
                    }
                });
    }

    private static void isObject(String line) {
        try {
            JsonNode read = new ObjectMapper().readTree(line);
            assertThat(List.of("@timestamp", "level", "logger_name", "message"))
                    .as(line)
                    .allMatch(read::hasNonNull);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    @Order(11)
    @DisplayName(
            "upgrade, rollback, uninstallation and another installation keep keys, orders, log-ins and addresses")
    void endurance() {
        assertThat(secrets.keySet())
                .containsExactlyInAnyOrder(
                        "streamapp-e2e-shop-gateway-keys",
                        "streamapp-e2e-shop-gateway-admin",
                        "streamapp-e2e-shop-database",
                        "streamapp-e2e-shop-edge-tls");
        shop.installation()
                .install(
                        cluster,
                        values.with("gateway.shopName", "Bench").with("gateway.replicas", "2"));
        assertThat(shop.gateway()).isEqualTo("Bench 2");
        everythingIsAsBefore("upgrade");
        shop.installation().rollBack(cluster);
        assertThat(shop.gateway()).isEqualTo(" 1");
        everythingIsAsBefore("rollback");
        shop.installation().uninstall(cluster);
        assertThat(shop.secrets()).as("after the uninstallation").isEqualTo(secrets);
        shop.installation().install(cluster, values);
        everythingIsAsBefore("another installation");
    }

    private void everythingIsAsBefore(String change) {
        assertThat(shop.secrets()).as("after the " + change).isEqualTo(secrets);
        answersAgain();
        // as many as two gateways need to answer both
        for (int i = 0; i < 8; i++) {
            assertThat(judged(() -> customer.get("/api/live-stream/validate-token")))
                    .as("the former token after the " + change)
                    .isEqualTo(200);
        }
        plays(customer);
        assertThat(judged(() -> revoked.fetch(CAMERA, "live.m3u8")))
                .as("revoked, after the " + change)
                .isEqualTo(403);
        plays(Customer.logIn(https, access));
        assertThat(admin.get("/api/admin/orders/" + order).json().path("number").asText())
                .isEqualTo("R-1001");
    }

    /** What a gateway says, once one can be asked: the edge gives some a rest after a failure. */
    private static int judged(Callable<Answer> question) {
        return Awaitility.await("a gateway's answer")
                .atMost(Duration.ofSeconds(20))
                .until(question, answer -> answer.status() != 503)
                .status();
    }

    /** Node ports follow the pods with a delay. */
    private void answersAgain() {
        Awaitility.await("the edge and a gateway answer")
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> https.get("/api/health").status() == 200);
    }

    private void save(String name, String text) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name), text);
    }
}
