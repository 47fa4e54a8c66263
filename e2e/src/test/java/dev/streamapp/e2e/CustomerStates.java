package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.e2e.browser.CustomerPage;
import dev.streamapp.e2e.browser.Gallery;
import dev.streamapp.e2e.browser.Handover;
import dev.streamapp.e2e.browser.Look;
import java.time.Duration;

/** Brings the customers' page into each of its states, and has pictures taken of them. */
final class CustomerStates implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String SILENT_SERVER = "XMLHttpRequest.prototype.send = () => {}";
    private static final String NO_PLAYER =
            """
            for (const name of ['MediaSource', 'ManagedMediaSource']) Object.defineProperty(window, name, { value: undefined });
            HTMLMediaElement.prototype.canPlayType = () => '';
            """;
    private static final String NO_AUTOPLAY =
            "HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('', 'NotAllowedError'))";

    private final String link;
    private final String language;
    private final Gallery gallery;
    private final CustomerPage page;

    CustomerStates(ShopWithMail shop, String link, String language, Gallery gallery) {
        this.link = link;
        this.language = language;
        this.gallery = gallery;
        this.page = shop.visitor(language);
    }

    /** Before the log-in, and after one that fails. */
    void strangers(Handover access) {
        page.open(link);
        page.awaitFace("log-in", PATIENCE);
        take("log-in");
        page.logIn(access.login(), "wrong");
        page.awaitProblem();
        take("wrong-password");
    }

    /** One camera on air, as browsers of all kinds show it. */
    void onAir(Handover access) {
        logIn(access);
        page.awaitMotion(1, PATIENCE);
        take("playing");
        page.reloadWith(SILENT_SERVER);
        page.awaitState("loading", PATIENCE);
        take("loading");
        page.reloadWith(NO_AUTOPLAY);
        page.awaitState("tap", PATIENCE);
        page.note();
        take("tap");
        assertThat(page.noted()).as("said while nothing plays").doesNotContain("playing live");
        page.reloadWith(NO_PLAYER);
        page.awaitState("error", PATIENCE);
        take("error");
    }

    void twoOnAir(Handover access) {
        logIn(access);
        page.awaitMotion(2, PATIENCE);
        page.click("#latency");
        page.awaitDelay(PATIENCE);
        take("two-cameras");
        page.click(".camera:nth-child(1) .pick");
        take("two-cameras-enlarged");
    }

    void waiting(Handover access) {
        logIn(access);
        page.awaitState("waiting", PATIENCE);
        take("waiting");
    }

    void withoutCamera(Handover access) {
        logIn(access);
        page.awaitNotice("noCamera", PATIENCE);
        take("no-camera");
    }

    void interrupted(Handover access) {
        open();
        page.note();
        page.logIn(access.login(), access.password());
        page.awaitState("reconnecting", PATIENCE);
        assertThat(page.noted()).as("said of an old picture").doesNotContain("playing live");
        take("reconnecting");
    }

    /** With a token that was good once. */
    void ended(String token) {
        page.open(link + "?token=" + token);
        page.awaitNotice("ended", PATIENCE);
        take("ended");
    }

    private void logIn(Handover access) {
        open();
        page.logIn(access.login(), access.password());
    }

    private void open() {
        page.open(link);
        page.script("sessionStorage.clear()");
        page.reload();
        page.awaitFace("log-in", PATIENCE);
    }

    private void take(String state) {
        gallery.take(page, state, language, Look.all());
    }

    @Override
    public void close() {
        page.close();
    }
}
