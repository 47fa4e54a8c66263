package dev.streamapp.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamapp.e2e.browser.AdminPages;
import dev.streamapp.e2e.browser.CustomerPage;
import dev.streamapp.e2e.browser.Handover;
import dev.streamapp.e2e.browser.HomeNetwork;
import dev.streamapp.e2e.browser.PageDesk;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.gateway.Https;
import dev.streamapp.e2e.gateway.Recipient;
import dev.streamapp.e2e.gateway.Shop;
import dev.streamapp.e2e.leaks.Leak;
import dev.streamapp.e2e.leaks.Secrets;
import dev.streamapp.e2e.leaks.Utterances;
import dev.streamapp.e2e.mail.Letter;
import dev.streamapp.e2e.mail.MailServer;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.scene.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * An installed shop with cameras, whose mails arrive and whose log-ins last a minute unless they
 * are renewed.
 */
final class ShopWithMail implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Cluster cluster;
    private final Path directory;
    private final Shop shop;
    private final MailServer mail;
    private final HomeNetwork home;
    private final AdminPages admin;
    private final PageDesk desk;
    private final List<Publisher> publishers = new ArrayList<>();

    /**
     * Installs it.
     *
     * @param directory for what publishers print
     */
    ShopWithMail(Stage stage, Path directory) {
        this.cluster = stage.cluster();
        this.directory = directory;
        this.shop = Shop.other(cluster);
        this.mail = new MailServer(cluster);
        shop.remove();
        shop.installation()
                .install(
                        cluster,
                        shop.values(stage.installation())
                                .with("gateway.customerTokenSeconds", "60")
                                .with("gateway.mail.host", mail.host())
                                .with("gateway.mail.port", String.valueOf(mail.port()))
                                .with("gateway.mail.from", "live@example.com")
                                .with("gateway.mail.startTls", "false"));
        try (Https https = shop.https()) {
            Awaitility.await("the edge and a gateway answer")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> https.get("/api/health").status() == 200);
        }
        this.home = HomeNetwork.of(cluster, directory);
        this.admin = new AdminPages(base(), "en", home);
        this.desk = new PageDesk(admin);
    }

    private String base() {
        return "https://" + shop.publicHost();
    }

    /** The browser at the desk, where nobody has logged in at first. */
    AdminPages admin() {
        return admin;
    }

    /** Whoever logs in there. */
    PageDesk desk() {
        return desk;
    }

    String adminPassword() {
        return shop.adminPassword();
    }

    /** Another admin, who looks at a page. */
    AdminPages colleague(String path) {
        return new AdminPages(base(), "en", home).enter(path, adminPassword());
    }

    /** A browser of somebody who may be a customer. */
    CustomerPage visitor(String language) {
        return CustomerPage.at(home, language);
    }

    /** What publishers have to know to send to a camera's stream. */
    TestStream stream(String camera) {
        return shop.streams().named(camera).ready();
    }

    /** A camera that sends from now on. */
    Publisher publish(String camera) {
        desk.camera(camera);
        return start(camera);
    }

    /** What is sent to a camera's stream is recorded from now on. */
    void record(String camera) {
        shop.streams().named(camera).ready().record();
    }

    /** Waits until the one recording of a camera has ended; what the status says of it. */
    JsonNode recording(String camera) {
        return shop.streams()
                .named(camera)
                .await(
                        "a recording that has ended",
                        PATIENCE,
                        status -> status.at("/recordings/0/seconds").isNumber())
                .at("/recordings/0");
    }

    /** Waits until the status says of no recording any more. */
    void awaitUnrecorded(String camera) {
        shop.streams()
                .named(camera)
                .await("no recording", PATIENCE, status -> !status.has("recordings"));
    }

    /** A client that trusts the edge. */
    Https https() {
        return shop.https();
    }

    /** The publisher of a camera that is there. */
    Publisher start(String camera) {
        TestStream stream = stream(camera);
        var publisher = Publisher.camera(stream, directory.resolve(camera + ".log"));
        publishers.add(publisher);
        publisher.start();
        return publisher;
    }

    /** From an order to the mail that its customer gets. */
    Letter order(String number, String camera, Recipient customer) {
        desk.order(number, customer);
        desk.assign(camera, number, "Microscope");
        desk.createAccess(number);
        return mail.awaitLetter(customer.mail(), PATIENCE);
    }

    /** An order whose customer gets no mail, and its access. */
    Handover orderAtTheDesk(String number, String... cameras) {
        desk.order(number, new Recipient("Eva", "", "cs"));
        for (String camera : cameras) {
            desk.assign(camera, number, "Microscope");
        }
        return access(number);
    }

    /** One more access to an order. */
    Handover access(String number) {
        desk.createAccess(number);
        return desk.access(number);
    }

    /** What Kubernetes says, and what the pods have logged. */
    String description() {
        return shop.description() + shop.logs();
    }

    /** Which of the shop's secrets, and of more, stand where others may read them. */
    List<Leak> leaks(UnaryOperator<Secrets> more) {
        return more.apply(Secrets.of(cluster, shop.installation()))
                .leaksIn(Utterances.of(cluster, shop.installation()));
    }

    @Override
    public void close() {
        publishers.forEach(Publisher::close);
        admin.close();
        home.close();
        mail.close();
        shop.installation().uninstall(cluster);
        shop.remove();
    }
}
