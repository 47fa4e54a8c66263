package dev.streamapp.e2e.browser;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.logging.LogEntry;

/** An admin's browser, and what all pages of the admins have. */
public final class AdminPages extends Window {
    private static final String QUIET =
            "return document.readyState === 'complete' && !document.querySelector('.htmx-request')";
    private static final String PASTED =
            "const done = arguments[arguments.length - 1]; navigator.clipboard.readText().then(done, error => done(String(error)))";

    private final String base;

    /**
     * Starts a browser.
     *
     * @param base {@code https://HOST:PORT}
     * @param language that it asks pages for
     * @param home its network
     */
    public AdminPages(String base, String language, HomeNetwork home) {
        super(language, 1280, 800, home);
        this.base = base;
        driver().executeCdpCommand(
                        "Browser.grantPermissions",
                        Map.of(
                                "origin",
                                base,
                                "permissions",
                                List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
    }

    /** Opens a page, such as {@code /admin/orders}, with everything in it. */
    public AdminPages visit(String path) {
        open(base + path);
        return awaitQuiet();
    }

    /** Waits until nothing is on its way to the page. */
    public AdminPages awaitQuiet() {
        await("the whole page", SOON, () -> Boolean.parseBoolean(script(QUIET)));
        return this;
    }

    /** Fills in the log-in and sends it. */
    public void logIn(String password) {
        type("#login", "admin");
        type("#password", password);
        click("#main form .primary");
    }

    /** Opens a page that asks for a log-in first, logs in, and waits for the page. */
    public AdminPages enter(String path, String password) {
        visit(path);
        logIn(password);
        return awaitPage(path);
    }

    /** What is written in a form that was not taken. */
    public String awaitProblem() {
        String problem = "#main form .problem[role=alert]";
        await("a word about the form", SOON, () -> element(problem).isDisplayed());
        return element(problem).getText();
    }

    /** Waits for the page at a path. */
    public AdminPages awaitPage(String path) {
        await(path, SOON, () -> address().equals(base + path));
        return awaitQuiet();
    }

    /** Chooses another language by hand. */
    public AdminPages speak(String language) {
        if (!language.equals(element("html").getAttribute("lang"))) {
            click("#language option[value=" + language + "]");
            await(
                    "the page in " + language,
                    SOON,
                    () -> language.equals(element("html").getAttribute("lang")));
        }
        return awaitQuiet();
    }

    /** Clicks as soon as it is possible. */
    void push(String selector) {
        await(
                "a click on " + selector,
                SOON,
                () -> {
                    click(selector);
                    return true;
                });
    }

    /** Opens a dialog by its button, and waits for what it shows. */
    void dialog(String id) {
        push("[data-opens=" + id + "]");
        await(id, SOON, () -> element("#" + id).isDisplayed());
        awaitQuiet();
    }

    /** Says yes to the page's question. */
    void confirm() {
        await("a question", SOON, () -> element("#confirm").isDisplayed());
        click("#confirm-yes");
    }

    /** Copies by a button; what somebody pastes after it. */
    public String copied(String id) {
        push("[data-copies=" + id + "]");
        await(
                "a word that it is copied",
                SOON,
                () -> exists("[data-copies=" + id + "][data-copied]"));
        return String.valueOf(driver().executeAsyncScript(PASTED));
    }

    public String text(String selector) {
        return element(selector).getText();
    }

    public boolean exists(String selector) {
        return !driver().findElements(By.cssSelector(selector)).isEmpty();
    }

    /** Waits, while parts of the page come and go. */
    public void await(String what, Duration patience, Callable<Boolean> holds) {
        try {
            Awaitility.await(what)
                    .atMost(patience)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptionsMatching(e ->
                            e instanceof NoSuchElementException
                                    || e instanceof StaleElementReferenceException
                                    || e instanceof ElementNotInteractableException
                                    || isOfNavigation(e))
                    .until(holds);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "%s: not within %s; %s".formatted(what, patience, evidence()), e);
        }
    }

    /** The page has just gone, and the next one is not there yet. */
    private static boolean isOfNavigation(Throwable e) {
        String said = String.valueOf(e.getMessage());
        return e instanceof WebDriverException
                && (said.contains("aborted by navigation")
                        || said.contains("no such execution context"));
    }

    /**
     * What the browser complained of, such as a script that failed or was not let run; requests
     * that did not succeed are no fault of the page's.
     */
    public List<String> errors() {
        return log().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .filter(Objects::nonNull)
                .filter(message ->
                        !message.contains("Failed to load resource")
                                && !message.contains("/htmx.min.js "))
                .toList();
    }
}
