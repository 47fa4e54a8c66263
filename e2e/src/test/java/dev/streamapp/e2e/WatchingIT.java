package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamapp.e2e.browser.AdminPages;
import dev.streamapp.e2e.browser.CustomerPage;
import dev.streamapp.e2e.browser.Fluency;
import dev.streamapp.e2e.browser.Gallery;
import dev.streamapp.e2e.browser.Handover;
import dev.streamapp.e2e.browser.OrderPages;
import dev.streamapp.e2e.browser.PageDesk;
import dev.streamapp.e2e.browser.Picture;
import dev.streamapp.e2e.browser.StreamPages;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.gateway.Recipient;
import dev.streamapp.e2e.mail.Letter;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.scene.SceneExtension;
import dev.streamapp.e2e.scene.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.Keys;

/**
 * Customers of one shop, whose log-ins last a minute unless they are renewed: one watches for five
 * minutes, while the others live through everything else. What the shop does for them an admin
 * clicks in its pages. Pictures are counted: a stall has to be the stream's, not the processors'.
 */
@Order(2)
@ResourceLock(Processors.LOCK)
@ExtendWith(SceneExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisplayName("A customer watches in a browser")
class WatchingIT {
    /** What somebody waits for a picture without wondering. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Duration AWAY = Duration.ofSeconds(90);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration REVOKED = Duration.ofSeconds(15);
    private static final List<String> LANGUAGES = List.of("ru", "en", "cs");
    private static final Duration LOG_IN = Duration.ofSeconds(60);

    /** So many seconds the player of recordings is given to fetch ahead. */
    private static final int AHEAD = 10;

    private static final String RECORDED = "bench-1";
    private static final String STEADY = "R-2001";
    private static final String ORDER = "R-2002";

    private final Path directory = Cluster.root().resolve("e2e/target/e2e/WatchingIT");
    private final List<CustomerPage> browsers = new ArrayList<>();
    private ShopWithMail shop;
    private AdminPages admin;
    private PageDesk desk;
    private CustomerPage steady;
    private Fluency fluency;
    private Publisher publisher;
    private CustomerPage page;
    private Gallery adminGallery;
    private Letter letter;
    private String ended;
    private Publisher recordedCamera;
    private JsonNode recording;
    private double middle;

    @RegisterExtension
    final AfterTestExecutionCallback saving =
            context -> {
                if (context.getExecutionException().isPresent()) {
                    String name = context.getRequiredTestMethod().getName();
                    admin.dump(directory.resolve(name + "-admin.png"));
                    if (page != null) {
                        page.dump(directory.resolve(name + ".png"));
                    }
                    Files.writeString(directory.resolve(name + ".txt"), shop.description());
                }
            };

    @BeforeAll
    void install(Stage stage) {
        shop = new ShopWithMail(stage, directory);
        admin = shop.admin();
        desk = shop.desk();
        adminGallery = new Gallery(Cluster.root().resolve("build/screenshots/admin"));
    }

    @AfterAll
    void remove() {
        browsers.forEach(CustomerPage::close);
        if (shop != null) {
            shop.close();
        }
    }

    private CustomerPage opened(Letter letter, String language) {
        CustomerPage opened = shop.visitor(language);
        browsers.add(opened);
        opened.open(letter.link().toString());
        return opened.awaitFace("log-in", PATIENCE);
    }

    @Test
    @Order(1)
    @DisplayName("in a shop whose admin logs in, and reads what to do first")
    void shopOpens() {
        var states = new AdminStates(admin, adminGallery);
        states.strangers();
        admin.visit("/admin/streams");
        admin.logIn("wrong");
        assertThat(admin.awaitProblem()).isEqualTo("Wrong login or password.");
        admin.logIn(shop.adminPassword());
        admin.awaitPage("/admin/streams");
        states.beginners();
    }

    @Test
    @Order(2)
    @DisplayName("with the link, the login and the password of the English mail")
    void english() {
        seenByAnother(RECORDED);
        Letter received =
                shop.order(STEADY, RECORDED, new Recipient("Bob", "bob@example.com", "en"));
        assertThat(received.subject()).contains(STEADY);
        page = steady = opened(received, "en");
        steady.logIn(received.login(), received.password());
        steady.awaitMotion(1, PATIENCE);
        steady.await("it is live", PATIENCE, seen -> seen.badge().equals("LIVE"));
        steady.remember();
        fluency = Fluency.of(steady);
    }

    /**
     * A camera that is made and begins to send, and to be recorded, while the list of streams is
     * open elsewhere.
     */
    private void seenByAnother(String camera) {
        try (AdminPages colleague = shop.colleague("/admin/streams")) {
            var list = new StreamPages(colleague);
            colleague.script("window.remembered = true");
            desk.camera(camera);
            list.awaitRow(camera, "Waiting", PATIENCE);
            shop.record(camera);
            recordedCamera = shop.start(camera);
            list.awaitRow(camera, "On air", PATIENCE);
            assertThat(colleague.script("return window.remembered")).isEqualTo("true");
        }
    }

    @Test
    @Order(3)
    @DisplayName("with those of the Russian one; a wrong password is answered with what to do")
    void russian() {
        publisher = shop.publish("bench-2");
        letter = shop.order(ORDER, "bench-2", new Recipient("Анна", "anna@example.com", "ru"));
        assertThat(letter.subject()).startsWith("Прямой эфир ремонта").contains(ORDER);
        page = opened(letter, "ru");

        page.logIn(letter.login(), letter.password().toLowerCase(Locale.ROOT) + "x");
        assertThat(page.awaitProblem()).startsWith("Неверный логин или пароль. ");
        assertThat(page.pictures()).isEmpty();

        Instant asked = Instant.now();
        page.logIn(letter.login(), letter.password());
        page.awaitMotion(1, PATIENCE);
        tell("the picture moves", asked);
        page.await("it is live", PATIENCE, seen -> seen.badge().equals("ЭФИР"));
        assertThat(page.address()).isEqualTo(letter.link().toString());
    }

    @Test
    @Order(4)
    @DisplayName("with a password that the admin was shown once, to copy")
    void shownOnce() {
        assertThat(desk.access(ORDER).password()).isEqualTo(letter.password());
        var orders = new OrderPages(admin);
        Handover handed = orders.createAccess();
        assertThat(admin.copied("handed-login")).isEqualTo(handed.login());
        assertThat(admin.copied("handed-password")).isEqualTo(handed.password());
        assertThat(admin.copied("handed-link")).isEqualTo(letter.link().toString());
        assertThat(admin.copied("handed-letter"))
                .contains("Здравствуйте", handed.login(), handed.password());
        orders.awaitDelivery();
        admin.reload();
        admin.awaitQuiet();
        assertThat(admin.script("return document.documentElement.outerHTML"))
                .contains(handed.login())
                .doesNotContain(handed.password());
    }

    @Test
    @Order(5)
    @DisplayName("on without a reload after the camera was away for 90 seconds")
    void away() {
        page.remember();
        page.note();
        publisher.vanish();
        Instant left = Instant.now();
        Picture interrupted = page.awaitState("reconnecting", PATIENCE);
        tell("an interruption is said", left);
        assertThat(interrupted.headline()).isEqualTo("Изображение прервалось");
        assertThat(interrupted.badge()).isEqualTo("НЕТ ЭФИРА");
        Awaitility.await("the camera's absence")
                .atMost(AWAY.plusSeconds(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Instant.now().isAfter(left.plus(AWAY)));
        assertThat(page.noted())
                .as("what was said all the time")
                .endsWith("reconnecting")
                .containsOnlyOnce("reconnecting");

        Instant back = publisher.start();
        page.await(
                "the picture goes on",
                PATIENCE,
                now -> now.state().equals("playing") && now.position() > interrupted.position());
        tell("the picture goes on", back);
        page.awaitMotion(1, PATIENCE);
        assertThat(page.isAsRemembered()).as("the same page and video").isTrue();
    }

    @Test
    @Order(6)
    @DisplayName("on after F5 without a log-in, and the token is not in the address bar")
    void reloaded() {
        page.reload();
        page.awaitMotion(1, PATIENCE);
        assertThat(page.isAsRemembered()).isFalse();
        assertThat(page.address()).isEqualTo(letter.link().toString());
    }

    @Test
    @Order(7)
    @DisplayName("what the admin sees too, who has the passphrase, a diagnosis and the log")
    void streamPage() {
        var stream = new StreamPages(admin);
        desk.camera("bench-3");
        stream.awaitDiagnosis("Nobody publishes", PATIENCE);
        shop.stream("bench-3");
        stream.openLog(PATIENCE);
        int lines = stream.lines();
        shop.start("bench-3");
        stream.awaitStatus("On air", PATIENCE);
        stream.awaitLinesAfter(lines, PATIENCE);
        assertThat(stream.passphrase()).isEqualTo(shop.stream("bench-3").passphrase());
        stream.awaitDiagnosis("All is well", PATIENCE);
        stream.watch(PATIENCE);
        stream.unwatch();
    }

    @Test
    @Order(8)
    @DisplayName("two cameras side by side, one of them enlarged by hand and by keyboard")
    void twoCameras() {
        desk.assign("bench-3", ORDER, "Bench");
        page.reload();
        page.awaitMotion(2, PATIENCE);
        var both = page.pictures();
        assertThat(both.get(0).width()).isEqualTo(both.get(1).width());

        page.click(".camera:nth-child(1) .pick");
        assertThat(enlarged()).containsExactly(true, false);
        assertThat(page.pictures().get(0).width())
                .isGreaterThan(2 * page.pictures().get(1).width());
        page.press(Keys.ESCAPE);
        assertThat(enlarged()).containsExactly(false, false);
        page.focus(".camera:nth-child(2) .pick");
        page.press(Keys.ENTER);
        assertThat(enlarged()).containsExactly(false, true);
        page.press(Keys.ESCAPE);
        assertThat(enlarged()).containsExactly(false, false);
    }

    private List<Boolean> enlarged() {
        return page.pictures().stream().map(Picture::large).toList();
    }

    @Test
    @Order(9)
    @DisplayName("with keys for sound, pause, live and full screen, and the delay on demand")
    void controls() {
        page.script("document.activeElement.blur()");
        page.press("m");
        assertThat(page.pictures()).extracting(Picture::muted).containsExactly(true, false);
        page.click("#sound");
        assertThat(page.pictures()).extracting(Picture::muted).containsExactly(true, true);

        page.script("document.activeElement.blur()");
        page.press(" ");
        assertThat(page.pictures()).extracting(Picture::paused).containsExactly(true, true);
        page.awaitAll(
                "it says to be behind",
                PATIENCE,
                seen -> seen.stream().allMatch(picture -> picture.badge().equals("С ЗАДЕРЖКОЙ")));
        double stopped = page.pictures().getFirst().position();
        Instant paused = Instant.now();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Instant.now().isAfter(paused.plusSeconds(4)));
        page.press("l");
        page.awaitMotion(2, PATIENCE);
        assertThat(page.pictures().getFirst().position()).isGreaterThan(stopped + 2);
        page.awaitAll(
                "it is live",
                PATIENCE,
                seen -> seen.stream().allMatch(picture -> picture.badge().equals("ЭФИР")));

        page.click("#latency");
        assertThat(page.awaitDelay(PATIENCE)).isBetween(0.2, 8.0);
        page.press("f");
        page.awaitFullScreen(true);
        page.press("f");
        page.awaitFullScreen(false);
    }

    @Test
    @Order(10)
    @DisplayName("until the shop ends it: within 15 seconds, with a word why")
    void revoked() {
        ended = page.script("return sessionStorage.getItem('live-stream-token')");
        Instant asked = Instant.now();
        desk.revoke(ORDER);
        assertThat(page.awaitNotice("ended", REVOKED)).isEqualTo("Ваш доступ закончился");
        tell("the end is shown", asked);
        assertThat(page.pictures()).isEmpty();
        page.reload();
        page.awaitFace("log-in", PATIENCE);
        page.logIn(letter.login(), letter.password());
        assertThat(page.awaitProblem()).contains("закрыт");
    }

    @Test
    @Order(11)
    @DisplayName(
            "in every state on every screen: three languages, nothing too wide, nothing axe complains of")
    void everyState() {
        var gallery = new Gallery(Cluster.root().resolve("build/screenshots/customer"));
        Handover one = shop.access(STEADY);
        Handover two = shop.access(ORDER);
        desk.camera("bench-4");
        Handover waiting = shop.orderAtTheDesk("R-2003", "bench-4");
        Handover none = shop.orderAtTheDesk("R-2004");
        for (String language : LANGUAGES) {
            try (var states =
                    new CustomerStates(shop, letter.link().toString(), language, gallery)) {
                states.strangers(one);
                states.onAir(one);
                states.twoOnAir(two);
                states.waiting(waiting);
                states.withoutCamera(none);
                states.ended(ended);
            }
        }
        Handover interrupted = shop.orderAtTheDesk("R-2005", "bench-2");
        try (CustomerPage before = shop.visitor("cs")) {
            before.open(letter.link().toString());
            before.awaitFace("log-in", PATIENCE).logIn(interrupted.login(), interrupted.password());
            before.awaitMotion(1, PATIENCE);
        }
        publisher.vanish();
        Instant left = Instant.now();
        Awaitility.await("a picture that is old")
                .atMost(PATIENCE)
                .until(() -> Instant.now().isAfter(left.plusSeconds(10)));
        for (String language : LANGUAGES) {
            try (var states =
                    new CustomerStates(shop, letter.link().toString(), language, gallery)) {
                states.interrupted(interrupted);
            }
        }
        assertThat(gallery.complaints()).isEmpty();
    }

    @Test
    @Order(12)
    @DisplayName("while every page of the admins is as it should be, in all languages")
    void adminPages() {
        new AdminStates(admin, adminGallery).everyPage(RECORDED, STEADY);
        assertThat(adminGallery.complaints()).isEmpty();
        assertThat(admin.errors()).as("errors in the browser").isEmpty();
    }

    /**
     * Processors that are busy with something else stall a picture now and then, and are forgiven
     * by another five minutes. What has to do with the renewals comes again with each of them.
     */
    @Test
    @Order(13)
    @DisplayName(
            "for five minutes without a stall of a second, while the log-in of a minute is renewed")
    void fiveMinutes() {
        Fluency.Seen seen =
                Awaitility.await("five minutes without a stall")
                        .atMost(FIVE_MINUTES.multipliedBy(2))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(
                                () -> fluency.seen(),
                                now -> now.seconds() >= FIVE_MINUTES.toSeconds());
        System.out.println("watching: " + seen);
        assertThat(seen.longest()).isLessThanOrEqualTo(1000);
        assertThat(seen.renewals()).as("renewals").isGreaterThanOrEqualTo(5);
        assertThat(steady.isAsRemembered()).isTrue();
    }

    @Test
    @Order(14)
    @DisplayName("again what was recorded of the order, and goes to its middle")
    void replay() {
        recordedCamera.vanish();
        recording = shop.recording(RECORDED);
        double seconds = recording.path("seconds").asDouble();
        assertThat(seconds).isGreaterThan(FIVE_MINUTES.toSeconds());
        steady.reload();
        steady.replay(AHEAD, PATIENCE);
        assertThat(steady.replayLength())
                .as("what lies behind the assignment")
                .isBetween((double) FIVE_MINUTES.toSeconds(), seconds + 1);
        middle = steady.replayLength() / 2;
        steady.replayFrom(middle, PATIENCE);
    }

    @Test
    @Order(15)
    @DisplayName("who is not given the file; and another customer of the same camera gets nothing")
    void replaysAreTheOrders() {
        try (var replayed = new Replayed(shop.https())) {
            replayed.playsWithoutDownload(replayed.customer(desk.access(STEADY)));
            Handover other = shop.orderAtTheDesk("R-2006", RECORDED);
            replayed.isRefused(replayed.customer(other), replayed.customer(desk.access(STEADY)));
        }
    }

    @Test
    @Order(16)
    @DisplayName("while an admin replays it and downloads it, whole and in ranges")
    void download() throws IOException {
        var stream = new StreamPages(admin);
        String address = stream.download(RECORDED);
        stream.replay(PATIENCE);
        try (var replayed = new Replayed(shop.https())) {
            replayed.downloads(address, recording, directory.resolve("recording.mp4"));
        }
    }

    @Test
    @Order(17)
    @DisplayName("for longer than a log-in lasts")
    void longReplay() {
        steady.awaitReplay(
                middle + LOG_IN.toSeconds() + AHEAD, LOG_IN.plusSeconds(AHEAD).plus(PATIENCE));
    }

    @Test
    @Order(18)
    @DisplayName("until an admin deletes it in the page")
    void deleted() {
        var stream = new StreamPages(admin);
        stream.download(RECORDED);
        try (var replayed = new Replayed(shop.https())) {
            replayed.isGone(stream, replayed.customer(desk.access(STEADY)));
        }
        shop.awaitUnrecorded(RECORDED);
        assertThat(admin.errors()).as("errors in the browser").isEmpty();
    }

    @Test
    @Order(19)
    @DisplayName("while no admin overwrites unseen what another one has written")
    void editedByTwo() {
        var orders = new OrderPages(admin);
        orders.open(STEADY);
        orders.edit();
        orders.write("device", "iPhone 16");
        try (AdminPages colleague = shop.colleague("/admin/orders")) {
            var theirs = new OrderPages(colleague);
            theirs.open(STEADY);
            theirs.edit();
            theirs.write("device", "Galaxy");
            theirs.write("phone", "+420111222333");
            theirs.save();
        }

        assertThat(orders.contested("device")).contains("Galaxy");
        assertThat(orders.written("device")).isEqualTo("iPhone 16");
        assertThat(orders.written("phone")).isEqualTo("+420111222333");
        orders.save();
        assertThat(admin.text("#order .facts")).contains("iPhone 16", "+420111222333");
    }

    @Test
    @Order(20)
    @DisplayName("and no log, Event or object tells a password or a token of anybody")
    void silence() {
        assertThat(
                        shop.leaks(secrets ->
                                secrets.with("the password of a letter", letter.password())
                                        .with(
                                                "a log-in",
                                                ended.substring(ended.lastIndexOf('.') + 1))))
                .isEmpty();
    }

    private static void tell(String what, Instant since) {
        System.out.printf(
                "watching: %s after %d ms%n",
                what, Duration.between(since, Instant.now()).toMillis());
    }
}
