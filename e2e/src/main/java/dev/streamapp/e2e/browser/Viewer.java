package dev.streamapp.e2e.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Somebody who opened the page and keeps it open. */
public final class Viewer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Browser browser;
    private final String window;
    private final double page;

    Viewer(Browser browser, String window) {
        this.browser = browser;
        this.window = window;
        this.page = report().page();
    }

    /** What the page says now, with the pictures of the last three seconds. */
    public PlayerReport report() {
        return report(Instant.now().minusSeconds(3));
    }

    /** What the page says now, with the pictures shown since a moment. */
    public PlayerReport report(Instant since) {
        try {
            return JSON.readValue(
                    browser.script(window, "return report(" + since.toEpochMilli() + ")"),
                    PlayerReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the page's report cannot be read", e);
        }
    }

    /**
     * Waits until a picture is shown that was captured after a moment.
     *
     * @return when it was shown, within a tenth of a second
     * @throws AssertionError when that takes too long, saying what the player does instead
     */
    public Instant showsPictureCapturedAfter(Instant moment, Duration patience) {
        PlayerReport report =
                await(
                        "a picture captured after " + moment,
                        patience,
                        moment,
                        now -> now.lastCaptured() > moment.toEpochMilli());
        double shown =
                report.samples().stream()
                        .filter(sample -> sample.at() - sample.latency() > moment.toEpochMilli())
                        .mapToDouble(PlayerReport.Sample::at)
                        .findFirst()
                        .orElse(report.lastPictureAt());
        return Instant.ofEpochMilli((long) shown);
    }

    /** Waits until something holds of the page. */
    public PlayerReport await(String what, Duration patience, Predicate<PlayerReport> condition) {
        return await(what, patience, Instant.now(), condition);
    }

    private PlayerReport await(
            String what, Duration patience, Instant since, Predicate<PlayerReport> condition) {
        try {
            return Awaitility.await(what)
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> report(since), condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "%s: not within %s; %s".formatted(what, patience, report().summary()), e);
        }
    }

    /**
     * Fails when the page was loaded anew, or hls.js was given a source a second time.
     *
     * @throws AssertionError saying which
     */
    public void requireSamePageAndSource() {
        PlayerReport report = report();
        if (report.page() != page || report.loadSources() != 1) {
            throw new AssertionError(
                    "page "
                            + page
                            + " is now "
                            + report.page()
                            + "; sources loaded: "
                            + report.loadSources());
        }
    }

    /** Saves the page's report and a screenshot. */
    public void dump(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(
                    directory.resolve("player.json"), browser.script(window, "return report(0)"));
            Files.write(directory.resolve("player.png"), browser.screenshot(window));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        browser.close(window);
    }
}
