package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamapp.e2e.browser.CustomerPage;
import dev.streamapp.e2e.browser.Fluency;
import dev.streamapp.e2e.browser.HomeNetwork;
import dev.streamapp.e2e.cluster.ChartValues;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Command;
import dev.streamapp.e2e.cluster.Installation;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.gateway.Access;
import dev.streamapp.e2e.gateway.Admin;
import dev.streamapp.e2e.gateway.Customer;
import dev.streamapp.e2e.gateway.Https;
import dev.streamapp.e2e.gateway.Shop;
import dev.streamapp.e2e.hls.MediaPlaylist;
import dev.streamapp.e2e.hls.PlaylistReader;
import dev.streamapp.e2e.publish.Publisher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

/** One story: a customer watches while everything around the stream is replaced, and put back. */
@Isolated("programs start and stop: what others measure would suffer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("A customer watches through an upgrade and back")
class UpgradeIT {
    private static final String CAMERA = "bench-9";
    private static final String NOW = "dev";

    /** The images of now, called otherwise. */
    private static final String NEXT = "next";

    private static final List<String> PROGRAMS =
            List.of("operator", "packager", "gateway", "edge", "postgresql");
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration UNDISTURBED = Duration.ofSeconds(20);

    /**
     * How much longer than undisturbed a picture may stand still, in a browser that shares two
     * processors with the start of everything else: a tenth of a second mostly, and three seconds
     * were seen with a stream that had no gap.
     */
    private static final double UNNOTICED = 5000;

    private final Path directory = Cluster.root().resolve("e2e/target/e2e/UpgradeIT");
    private final Cluster cluster = Cluster.connect();
    private final Shop shop = Shop.upgraded(cluster);
    private ChartValues values;
    private Https https;
    private HomeNetwork home;
    private Publisher publisher;
    private Customer customer;
    private CustomerPage page;
    private Fluency fluency;
    private double undisturbed;
    private State before;

    /** What is to be the same afterwards. */
    private record State(String pod, int restarts, String timeOnAir, Map<String, String> secrets) {}

    @RegisterExtension
    final AfterTestExecutionCallback saving =
            context -> {
                if (context.getExecutionException().isPresent()) {
                    Files.createDirectories(directory);
                    Files.writeString(directory.resolve("cluster.txt"), shop.description());
                    Files.writeString(directory.resolve("logs.txt"), shop.logs());
                    page.dump(directory.resolve("page.png"));
                }
            };

    @BeforeAll
    void install() {
        for (String program : PROGRAMS) {
            String image = "localhost/streamapp/" + program + ":";
            Command.Result tagged = cluster.tag(image + NOW, image + NEXT);
            assumeThat(tagged.status()).as(tagged.output()).isZero();
        }
        Installation beside = Installation.in(cluster);
        shop.remove();
        values = shop.values(beside).with("gateway.replicas", "2").with("edge.replicas", "2");
        shop.installation().install(cluster, values);
        https = shop.https();
        home = HomeNetwork.of(cluster, directory);
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
        if (values != null) {
            shop.installation().uninstall(cluster);
            shop.remove();
        }
        cluster.close();
    }

    @Test
    @Order(1)
    @DisplayName("whose picture moves evenly as long as nothing happens")
    void watches() {
        Access access = onAir();
        customer = Customer.logIn(https, access);
        page = CustomerPage.at(home, "en");
        page.open("https://" + shop.publicHost() + "/live-stream");
        page.logIn(access.login(), access.password());
        page.awaitMotion(1, PATIENCE);
        page.countPlayers();
        page.remember();
        page.note();
        fluency = Fluency.of(page);
        Instant until = Instant.now().plus(UNDISTURBED);
        Awaitility.await(UNDISTURBED + " of pictures")
                .atMost(UNDISTURBED.multipliedBy(2))
                .until(() -> Instant.now().isAfter(until));
        undisturbed = fluency.seen().worst();
        System.out.println("upgrade: undisturbed " + fluency.seen());
        before = state();
        assertThat(stream().status().path("phase").asText()).isEqualTo("Running");
    }

    /** From a new shop to an access to a camera that sends. */
    private Access onAir() {
        Admin admin;
        try (Https session = shop.https()) {
            admin =
                    Awaitility.await("the edge and a gateway answer")
                            .atMost(PATIENCE)
                            .ignoreExceptions()
                            .until(
                                    () -> Admin.logIn(session, https, shop.adminPassword()),
                                    logged -> logged != null);
        }
        admin.task(CAMERA).granted();
        TestStream stream = stream().ready();
        publisher = Publisher.camera(stream, directory.resolve("publisher.log"));
        publisher.start();
        stream.awaitPhase("Running", PATIENCE);
        String order = admin.order("R-3001");
        admin.assign(CAMERA, order);
        return admin.access(order);
    }

    private TestStream stream() {
        return shop.streams().named(CAMERA);
    }

    private State state() {
        var pod = stream().pod();
        return new State(
                pod.getMetadata().getUid(),
                pod.getStatus().getContainerStatuses().getFirst().getRestartCount(),
                timeOnAir(),
                shop.secrets());
    }

    /** Another one has begun when the publisher was away for a moment. */
    private String timeOnAir() {
        var read = PlaylistReader.read(customer.fetch(CAMERA, "live.m3u8").granted().body());
        assertThat(read.violations()).isEmpty();
        return ((MediaPlaylist) read.playlist()).segments().getLast().map();
    }

    @Test
    @Order(2)
    @DisplayName("while all programs get another image; the stream waits for its own")
    void upgrade() {
        shop.installation()
                .install(
                        cluster,
                        values.with("image.tag", NEXT)
                                .with("gateway.shopName", "Newer")
                                .with("edge.cacheSize", "300Mi"));
        assertThat(shop.images()).hasSize(4).allMatch(image -> image.endsWith(":" + NEXT));
        assertThat(shop.gateway()).isEqualTo("Newer 2");
        JsonNode status = stream().awaitCondition("UpdatePending", "True", PATIENCE);
        JsonNode pending = TestStream.condition(status, "UpdatePending").orElseThrow();
        assertThat(pending.path("reason").asText()).isEqualTo("OnAir");
        assertThat(pending.path("message").asText())
                .startsWith("Image localhost/streamapp/packager:" + NEXT + " waits until");
        goesOn("during the upgrade");
    }

    @Test
    @Order(3)
    @DisplayName("and while all of them go back to the former one")
    void rollBack() {
        shop.installation().rollBack(cluster);
        assertThat(shop.images()).hasSize(4).allMatch(image -> image.endsWith(":" + NOW));
        assertThat(shop.gateway()).isEqualTo(" 2");
        stream()
                .await(
                        "no update that waits",
                        PATIENCE,
                        status -> TestStream.condition(status, "UpdatePending").isEmpty());
        goesOn("during the rollback");
    }

    /** The page and the stream, until the last of the former pods is gone. */
    private void goesOn(String when) {
        Awaitility.await("the former pods are gone")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> shop.pods("edge") == 2 && shop.pods("gateway") == 2);
        page.awaitMotion(1, Duration.ofSeconds(10));
        Fluency.Seen seen = fluency.seen();
        System.out.println("upgrade: " + when + " " + seen);
        assertThat(state()).as("pod, time on air and Secrets " + when).isEqualTo(before);
        assertThat(page.isAsRemembered()).as("the same page " + when).isTrue();
        assertThat(page.players()).as("players made " + when).contains(0);
        List<String> said = page.noted();
        System.out.println("upgrade: " + when + " the page said " + said);
        assertThat(said)
                .as("what the page said of the picture " + when)
                .allMatch(state -> state.startsWith("playing") || state.startsWith("reconnecting"));
        assertThat(seen.worst())
                .as("longest time without a new picture " + when)
                .isLessThan(undisturbed + UNNOTICED);
    }
}
