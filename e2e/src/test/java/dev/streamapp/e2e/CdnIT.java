package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.e2e.cdn.Cdn;
import dev.streamapp.e2e.cdn.CdnLog;
import dev.streamapp.e2e.cdn.LightViewer;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Installation;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.gateway.Admin;
import dev.streamapp.e2e.gateway.Customer;
import dev.streamapp.e2e.gateway.Https;
import dev.streamapp.e2e.gateway.Shop;
import dev.streamapp.e2e.publish.Publisher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
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

/** Each scene goes on where the one before ended. */
@Isolated("an installation of its own, and fifty viewers: what others measure would suffer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("A shop behind a CDN")
class CdnIT {
    private static final String CAMERA = "bench-9";
    private static final int CUSTOMERS = 10;
    private static final int VIEWERS_EACH = 5;
    private static final int RENEWAL_SECONDS = 60;

    private final Path directory = Cluster.root().resolve("e2e/target/e2e/CdnIT");
    private final Cluster cluster = Cluster.connect();
    private final Shop shop = new Shop(cluster);
    private final Cdn cdn = new Cdn(cluster, shop);
    private final List<Customer> customers = new ArrayList<>();
    private final List<LightViewer> viewers = new ArrayList<>();

    /** Queries that media were listed with, the latest last. */
    private final TreeSet<String> tokens = new TreeSet<>();

    private Https https;
    private Admin admin;
    private Publisher publisher;

    @RegisterExtension
    final AfterTestExecutionCallback saving =
            context -> {
                if (context.getExecutionException().isPresent()) {
                    save("cluster.txt", shop.description());
                    save("logs.txt", shop.logs());
                    save("cdn.txt", cdn.log().toString());
                }
            };

    @BeforeAll
    void install() {
        Installation beside = Installation.in(cluster);
        shop.remove();
        shop.installation()
                .install(
                        cluster,
                        shop.values(beside)
                                .with("gateway.cdn.domain", cdn.domain())
                                .with("gateway.cdn.tokenSeconds", String.valueOf(RENEWAL_SECONDS)));
        cdn.start();
        https = shop.https();
        answers("/api/health", 200);
        answers("https://" + cdn.domain() + "/hls/nothing", 404);
        try (Https session = shop.https()) {
            admin = Admin.logIn(session, https, shop.adminPassword());
        }
        admin.task(CAMERA).granted();
        publish();
        String order = admin.order("R-2001");
        admin.assign(CAMERA, order);
        for (int i = 0; i < CUSTOMERS; i++) {
            customers.add(Customer.logIn(shop.https(), admin.access(order)));
        }
    }

    private void publish() {
        TestStream stream = shop.streams().named(CAMERA).ready();
        publisher = Publisher.camera(stream, directory.resolve("publisher.log"));
        publisher.start();
    }

    /** Node ports follow the pods with a delay. */
    private void answers(String address, int status) {
        Awaitility.await(address)
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> https.get(address).status() == status);
    }

    @AfterAll
    void remove() {
        viewers.forEach(LightViewer::close);
        if (publisher != null) {
            publisher.close();
        }
        customers.forEach(customer -> customer.https().close());
        if (https != null) {
            https.close();
        }
        shop.installation().uninstall(cluster);
        shop.remove();
        cluster.close();
    }

    @Test
    @Order(1)
    @DisplayName(
            "fifty viewers get 95 of 100 files from the CDN, over a renewal, and playlists from the edge alone")
    void hitRate() {
        Awaitility.await("a picture for everybody")
                .atMost(Duration.ofSeconds(40))
                .until(() ->
                        customers.stream()
                                .allMatch(customer ->
                                        customer.fetch(CAMERA, "live.m3u8").status() == 200));
        for (int i = 0; i < VIEWERS_EACH; i++) {
            customers.forEach(customer -> viewers.add(new LightViewer(customer, CAMERA)));
        }
        Awaitility.await("everybody was listed media under a renewed token")
                .atMost(Duration.ofSeconds(2 * RENEWAL_SECONDS))
                .until(() ->
                        viewers.stream().allMatch(viewer -> viewer.queries().size() > 1)
                                || !faults().isEmpty());
        assertThat(admin.get("/api/streams/" + CAMERA).json().path("viewers").asInt())
                .as("counted by their playlists")
                .isEqualTo(CUSTOMERS);
        List<Integer> fetched = viewers.stream().map(LightViewer::fetched).toList();
        Awaitility.await("everybody goes on under it")
                .atMost(Duration.ofSeconds(RENEWAL_SECONDS / 2))
                .until(() -> more(fetched) || !faults().isEmpty());
        viewers.parallelStream().forEach(LightViewer::close);
        assertThat(faults()).isEmpty();
        judge();
    }

    private boolean more(List<Integer> before) {
        for (int i = 0; i < before.size(); i++) {
            if (viewers.get(i).fetched() < before.get(i) + 50) {
                return false;
            }
        }
        return true;
    }

    private List<String> faults() {
        return viewers.stream().flatMap(viewer -> viewer.faults().stream()).toList();
    }

    private void judge() {
        viewers.forEach(viewer -> tokens.addAll(viewer.queries()));
        assertThat(viewers)
                .allSatisfy(viewer -> assertThat(viewer.hosts()).containsExactly(cdn.domain()));
        assertThat(tokens).as("the same for all, until it is renewed").hasSizeBetween(2, 4);
        int fetched = viewers.stream().mapToInt(LightViewer::fetched).sum();
        CdnLog log =
                new CdnLog(
                        cdn.log().requests().stream()
                                .filter(request -> !request.path().equals("/hls/nothing"))
                                .toList());
        assertThat(log.requests()).as("of all of them").hasSizeGreaterThanOrEqualTo(fetched);
        assertThat(log.requests())
                .allSatisfy(request -> assertThat(request.path()).endsWith(".mp4"));
        System.out.printf(
                "cdn: %d viewers, %d files, %.1f %% of them from the CDN%n",
                viewers.size(), fetched, 100 * log.hitRate());
        assertThat(log.hitRate()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    @Order(2)
    @DisplayName("the token of the media opens them, the former one too, and nothing else")
    void token() {
        String media = newest();
        String path = URI.create(media).getPath();
        String former = tokens.headSet(URI.create(media).getQuery()).last();
        assertThat(https.get(path + "?" + former).status()).as("the former").isEqualTo(200);
        assertThat(https.get(path).status()).as("without").isEqualTo(401);
        String token = former.replace("token=", "");
        for (String playlist : List.of("live.m3u8", "playlist.m3u8")) {
            assertThat(https.get("/hls/_/" + token + "/" + CAMERA + "/" + playlist).status())
                    .as(playlist)
                    .isEqualTo(401);
        }
        assertThat(https.get(path.replace(CAMERA, "bench-8") + "?" + former).status())
                .as("of another stream")
                .isEqualTo(401);
        assertThat(Programs.probe(customers.getFirst().streamUrl())).contains("h264", "aac");
    }

    private String newest() {
        return customers
                .getFirst()
                .fetch(CAMERA, "live.m3u8")
                .granted()
                .text()
                .lines()
                .filter(line -> line.startsWith("https://"))
                .reduce("", (all, line) -> line);
    }

    @Test
    @Order(3)
    @DisplayName("no token stands in any log of the shop")
    void silence() {
        String logs = shop.logs();
        assertThat(logs).contains("/hls/" + CAMERA + "/").contains("/hls/_/…/" + CAMERA);
        for (String token : tokens) {
            assertThat(logs.contains(signature(token))).as("a token is logged").isFalse();
        }
        for (Customer customer : customers) {
            assertThat(logs.contains(signature(customer.streamToken())))
                    .as("a viewer's token is logged")
                    .isFalse();
        }
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private void save(String name, String text) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name), text);
    }
}
