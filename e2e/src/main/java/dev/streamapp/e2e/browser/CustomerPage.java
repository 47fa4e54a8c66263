package dev.streamapp.e2e.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A customer's browser, and the page to watch in it. */
public final class CustomerPage extends Window {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PICTURES =
            """
            return JSON.stringify([...document.querySelectorAll('.camera')].map(camera => {
              const video = camera.querySelector('video');
              const text = part => camera.querySelector(part).textContent;
              return { label: text('.label'), state: camera.dataset.state, headline: text('.headline'), hint: text('.hint'),
                badge: camera.querySelector('.live-badge').hidden ? '' : text('.live-badge'), large: camera.classList.contains('large'),
                muted: video.muted, paused: video.paused, position: video.currentTime, width: camera.getBoundingClientRect().width };
            }))\
            """;

    private static final String NOTE =
            """
            window.noted = [];
            const note = () => {
              const camera = document.querySelector('.camera');
              if (!camera) return;
              const said = camera.dataset.state + (camera.querySelector('.live-badge').classList.contains('running') ? ' live' : '');
              if (noted.at(-1) !== said) noted.push(said);
            };
            note();
            new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-state', 'class'] });
            """;

    private CustomerPage(String language, @Nullable HomeNetwork home) {
        super(language, 800, 600, home);
    }

    /**
     * Starts a browser.
     *
     * @param language that it asks pages for
     */
    public static CustomerPage in(String language) {
        return new CustomerPage(language, null);
    }

    /** Starts a browser in a network where nothing changes. */
    public static CustomerPage at(HomeNetwork home, String language) {
        return new CustomerPage(language, home);
    }

    /** F5 in a browser that is not as others: a script runs before those of the page. */
    public void reloadWith(String script) {
        Object added =
                driver().executeCdpCommand(
                                "Page.addScriptToEvaluateOnNewDocument", Map.of("source", script))
                        .get("identifier");
        reload();
        driver().executeCdpCommand(
                        "Page.removeScriptToEvaluateOnNewDocument",
                        Map.of("identifier", Objects.requireNonNull(added)));
    }

    /** Fills in the dialog and sends it. */
    public void logIn(String login, String password) {
        type("#login", login);
        type("#password", password);
        element("#log-in [type=submit]").click();
    }

    /** What the dialog answered to a log-in that was not taken. */
    public String awaitProblem() {
        return Awaitility.await("a word about the log-in")
                .atMost(SOON)
                .until(() -> element("#log-in-problem").getText(), text -> !text.isEmpty());
    }

    /**
     * Waits for a face of the page.
     *
     * @param face log-in, notice or watching
     */
    public CustomerPage awaitFace(String face, Duration patience) {
        Awaitility.await("the page shows " + face)
                .atMost(patience)
                .until(() -> face.equals(element("body").getAttribute("data-view")));
        return this;
    }

    /** Waits for a notice in place of the pictures, such as {@code ended}; its title. */
    public String awaitNotice(String kind, Duration patience) {
        Awaitility.await("the page says: " + kind)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(() ->
                        element("#notice").isDisplayed()
                                && kind.equals(element("#notice").getAttribute("data-kind")));
        return element("#notice-title").getText();
    }

    /** The cameras as they are shown now. */
    public List<Picture> pictures() {
        try {
            return JSON.readValue(script(PICTURES), new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the page's cameras cannot be read", e);
        }
    }

    /** Waits until something holds of the first camera. */
    public Picture await(String what, Duration patience, Predicate<Picture> condition) {
        return Awaitility.await(what)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> pictures(), seen -> !seen.isEmpty() && condition.test(seen.getFirst()))
                .getFirst();
    }

    /** Waits for a state of the first camera, such as {@code reconnecting}. */
    public Picture awaitState(String state, Duration patience) {
        return await("the camera is " + state, patience, picture -> picture.state().equals(state));
    }

    /** Waits until every one of so many cameras shows a picture that moves. */
    public void awaitMotion(int cameras, Duration patience) {
        var before = new ArrayList<Picture>();
        awaitAll(
                cameras + " pictures that move",
                patience,
                now -> {
                    boolean moved =
                            now.size() == cameras
                                    && before.size() == cameras
                                    && IntStream.range(0, cameras)
                                            .allMatch(i -> moved(before.get(i), now.get(i)));
                    before.clear();
                    before.addAll(now);
                    return moved;
                });
    }

    private static boolean moved(Picture before, Picture now) {
        return now.state().equals("playing") && now.position() > before.position();
    }

    /** Waits until something holds of all cameras together. */
    public List<Picture> awaitAll(
            String what, Duration patience, Predicate<List<Picture>> condition) {
        return Awaitility.await(what)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(this::pictures, condition);
    }

    /** Waits until the page tells how old the first picture is, in seconds. */
    public double awaitDelay(Duration patience) {
        String text =
                Awaitility.await("a delay")
                        .atMost(patience)
                        .until(
                                () -> element(".camera .behind").getText(),
                                shown -> !shown.isEmpty());
        return Double.parseDouble(text.replaceAll("[^0-9,.]", "").replace(',', '.'));
    }

    /** Waits until the pictures fill the screen, or no longer do. */
    public void awaitFullScreen(boolean full) {
        Awaitility.await("full screen: " + full)
                .atMost(SOON)
                .until(() ->
                        Boolean.parseBoolean(
                                        script("return document.fullscreenElement?.id === 'stage'"))
                                == full);
    }

    /** From now on what is said of the first camera is written down, with every change of it. */
    public void note() {
        script(NOTE);
    }

    /** What was said: states, those with the word LIVE marked {@code live}. */
    public List<String> noted() {
        return List.of(script("return noted.join()").split(","));
    }

    /**
     * Has the newest recording of the list played, and waits until it moves.
     *
     * @param ahead how many seconds the player may fetch ahead: of a long recording it would be a
     *     small part
     */
    public void replay(int ahead, Duration patience) {
        Awaitility.await("recordings")
                .atMost(patience)
                .until(() -> element("#recordings").isDisplayed());
        script(
                "Object.assign(Hls.DefaultConfig, { maxBufferLength: arguments[0], maxMaxBufferLength: arguments[0] })",
                ahead);
        click("#recordings li:first-child button");
        awaitReplay(0, patience);
    }

    /** Goes to a moment of the recording that is played, in seconds, and waits until it moves. */
    public void replayFrom(double seconds, Duration patience) {
        script("document.querySelector('#recordings video').currentTime = arguments[0]", seconds);
        awaitReplay(seconds, patience);
    }

    /** Waits until the recording has been played beyond a moment, in seconds. */
    public void awaitReplay(double seconds, Duration patience) {
        Awaitility.await("the recording beyond " + seconds + " s")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> replayed("currentTime"), position -> position > seconds + 1);
    }

    /** How long the recording is that is played, in seconds. */
    public double replayLength() {
        return replayed("duration");
    }

    private double replayed(String what) {
        return Double.parseDouble(
                script("return document.querySelector('#recordings video')." + what));
    }

    /** From now on the players that the page makes are counted. */
    public void countPlayers() {
        script(
                "window.players = 0; window.Hls = new Proxy(Hls, { construct(made, given) { players++; return Reflect.construct(made, given); } })");
    }

    /** How many it has made since; empty when the page was loaded anew. */
    public Optional<Integer> players() {
        String count = script("return window.players ?? ''");
        return count.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(count));
    }

    /** Remembers page and video, to see later whether they are still the same. */
    public void remember() {
        script("window.remembered = document.querySelector('video')");
    }

    /** Whether the page was not loaded anew, nor its video exchanged. */
    public boolean isAsRemembered() {
        return Boolean.parseBoolean(
                script(
                        "const video = document.querySelector('video'); return Boolean(video) && window.remembered === video"));
    }
}
