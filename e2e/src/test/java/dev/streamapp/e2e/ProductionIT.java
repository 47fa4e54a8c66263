package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.e2e.cluster.ChartValues;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Command;
import dev.streamapp.e2e.cluster.Installation;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.gateway.Admin;
import dev.streamapp.e2e.gateway.Customer;
import dev.streamapp.e2e.gateway.Https;
import dev.streamapp.e2e.gateway.Recipient;
import dev.streamapp.e2e.gateway.Shop;
import dev.streamapp.e2e.mail.Letter;
import dev.streamapp.e2e.mail.MailServer;
import dev.streamapp.e2e.production.Asker;
import dev.streamapp.e2e.production.Certificate;
import dev.streamapp.e2e.production.OwnDatabase;
import dev.streamapp.e2e.publish.Publisher;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/**
 * The chart's own example, as far as one machine can. Each scene goes on where the one before
 * ended.
 */
@Isolated("an installation of its own with two of each: what others measure would suffer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("An installation for production")
class ProductionIT {
    private static final String CAMERA = "bench-10";
    private static final String NAME = "app.kubernetes.io/name";
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int HTTP = 8080;
    private static final int HTTPS = 8443;
    private static final int CONTROL = 9090;

    private final Path directory = Cluster.root().resolve("e2e/target/e2e/ProductionIT");
    private final Cluster cluster = Cluster.connect();
    private final Shop shop = Shop.production(cluster);
    private final OwnDatabase database = new OwnDatabase(cluster, directory.resolve("database"));
    private final MailServer mail = new MailServer(cluster);
    private Https https;
    private Publisher publisher;
    private Asker stranger;
    private Asker prometheus;

    /** Doors to try, by the names that they have in this test. */
    private final Map<String, String> doors = new LinkedHashMap<>();

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
        remains();
        database.start();
        stranger = Asker.in(cluster, "streamapp-e2e-stranger");
        prometheus = Asker.in(cluster, "streamapp-e2e-monitoring");
        String name = shop.installation().release();
        cluster.client().namespaces().resource(namespace(shop.installation())).create();
        keep(certificate().secret(name + "-edge-tls"));
        keep(database.password("streamapp-postgresql"));
        keep(database.authority("postgresql-ca"));
        database.awaitReady();
        shop.installation().install(cluster, values(beside));
        https = shop.https();
        Awaitility.await("the edge and a gateway answer")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> https.get("/api/health").status() == 200);
    }

    private static Namespace namespace(Installation installation) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(installation.namespace())
                .endMetadata()
                .build();
    }

    private Certificate certificate() {
        return Certificate.of(
                "IP:" + cluster.nodeAddress() + ",DNS:localhost", directory.resolve("edge"));
    }

    private void keep(HasMetadata object) {
        cluster.client().resource(object).inNamespace(shop.installation().namespace()).create();
    }

    private ChartValues values(Installation beside) {
        return shop.values(beside)
                .file("helm/streamapp/examples/production.yaml")
                .file("e2e/src/main/resources/dev/streamapp/e2e/production/values.yaml")
                .with("gateway.environment", "production")
                .with("gateway.mail.host", mail.host())
                .with("gateway.mail.port", String.valueOf(mail.port()))
                .with("networkPolicy.mailTo[0].ipBlock.cidr", mail.host() + "/32")
                .with("networkPolicy.apiServer.to[0].ipBlock.cidr", apiServerAddress() + "/32")
                .with("database.host", database.host());
    }

    /** Where policies meet it, behind its Service. */
    private String apiServerAddress() {
        var endpoints =
                cluster.client()
                        .discovery()
                        .v1()
                        .endpointSlices()
                        .inNamespace("default")
                        .withName("kubernetes");
        return endpoints.require().getEndpoints().getFirst().getAddresses().getFirst();
    }

    @AfterAll
    void remove() {
        if (publisher != null) {
            publisher.close();
        }
        if (https != null) {
            https.close();
        }
        mail.close();
        shop.installation().uninstall(cluster);
        remains();
        cluster.close();
    }

    private void remains() {
        shop.remove();
        database.remove();
        cluster.kubectl(
                "delete",
                "namespace",
                "streamapp-e2e-stranger",
                "streamapp-e2e-monitoring",
                "--ignore-not-found",
                "--timeout=120s");
    }

    @Test
    @Order(1)
    @DisplayName(
            "two of each part run, on a database whose certificate is checked, and its own tests pass")
    void runs() {
        for (String part : List.of("operator", "gateway", "edge")) {
            assertThat(readyReplicas(part)).as(part).isEqualTo(2);
        }
        assertThat(database.encrypted()).as("connections with TLS").isGreaterThanOrEqualTo(2);
        Command.Result tested = shop.installation().test(cluster);
        assertThat(tested.output()).contains("answers 200, as it should", "answers 401, as it");
        assertThat(tested.status()).as(tested.output()).isZero();
    }

    private int readyReplicas(String part) {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace(shop.installation().namespace())
                .withName(shop.installation().release() + "-" + part)
                .require()
                .getStatus()
                .getReadyReplicas();
    }

    @Test
    @Order(2)
    @DisplayName("a camera publishes by SRT, its customer gets a mail, logs in and watches")
    void watch() {
        Admin admin;
        try (Https session = shop.https()) {
            admin = Admin.logIn(session, https, shop.adminPassword());
        }
        admin.task(CAMERA).granted();
        TestStream stream = shop.streams().named(CAMERA).ready();
        publisher = Publisher.camera(stream, directory.resolve("publisher.log"));
        publisher.start();
        Awaitility.await("the gateway shows it on air")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() ->
                        admin.get("/api/streams/" + CAMERA).json().path("is_live").asBoolean());

        String order = admin.order("R-3001", new Recipient("Anna", "anna@example.com", "cs"));
        admin.assign(CAMERA, order);
        admin.access(order);
        Letter letter = mail.awaitLetter("anna@example.com", PATIENCE);
        Customer customer = Customer.logIn(https, letter.login(), letter.password());
        Awaitility.await("a picture")
                .atMost(PATIENCE)
                .until(() -> customer.fetch(CAMERA, "live.m3u8").status() == 200);
        assertThat(Programs.probe(customer.streamUrl())).contains("h264", "aac");
    }

    @Test
    @Order(3)
    @DisplayName("who is a stranger to it reaches the edge and nothing else")
    void strangers() {
        findDoors();
        assertThat(reached(stranger)).containsExactly("edge 8080", "edge 8443");
        assertThat(reached(prometheus))
                .as("where metrics are let out, they are read")
                .containsExactly(
                        "edge 8080",
                        "edge 8443",
                        "edge 9090",
                        "gateway 9090",
                        "operator 8080",
                        "packager 9090");
    }

    @Test
    @Order(4)
    @DisplayName("each part reaches what it needs and no other")
    void parts() {
        // open to strangers, too: they are no part of the installation
        doors.put("API server", apiServer());
        doors.put("mail", mail.host() + ":" + mail.port());
        assertThat(reached(part("edge"))).containsExactly("gateway 8080", "packager 8080");
        assertThat(reached(part("gateway")))
                .containsExactly(
                        "API server", "PostgreSQL", "mail", "packager 8080", "packager 9090");
        assertThat(reached(part("operator"))).containsExactly("API server", "packager 9090");
        assertThat(reached(packager()))
                .as("by a stream's pod: itself")
                .containsExactly("packager 8080", "packager 9090");
    }

    /** Of two pods of a part the one that does not ask, so that nobody is asked by itself. */
    private void findDoors() {
        String namespace = shop.installation().namespace();
        for (String part : List.of("operator", "gateway", "edge")) {
            Asker last = Asker.last(cluster, namespace, NAME, "streamapp-" + part);
            for (int port : List.of(HTTP, HTTPS, CONTROL)) {
                doors.put(part + " " + port, last.door(port));
            }
        }
        doors.put("packager " + HTTP, packager().door(HTTP));
        doors.put("packager " + CONTROL, packager().door(CONTROL));
        doors.put("PostgreSQL", database.door());
    }

    private String apiServer() {
        var service = cluster.client().services().inNamespace("default").withName("kubernetes");
        return service.require().getSpec().getClusterIP() + ":443";
    }

    private Asker part(String part) {
        return Asker.first(cluster, shop.installation().namespace(), NAME, "streamapp-" + part);
    }

    private Asker packager() {
        return Asker.first(
                cluster, shop.installation().streamNamespace(), "streamapp.dev/stream", CAMERA);
    }

    private Set<String> reached(Asker asker) {
        Set<String> addresses = asker.reached(doors.values());
        var names = new TreeSet<String>();
        doors.forEach((name, address) -> {
            if (addresses.contains(address)) {
                names.add(name);
            }
        });
        return names;
    }

    private void save(String name, String text) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name), text);
    }
}
