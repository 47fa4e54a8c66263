package dev.streamapp.e2e.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * A browser that was used by nobody before, with one page in it. It trusts any certificate, as
 * somebody does who clicks the warning away.
 */
public abstract class Window implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(10);

    /** What is under way has no size yet, and what failed none at all. */
    private static final String ARRIVED =
            """
            return document.readyState + ' ' + performance.getEntriesByType('resource').map(of =>
              new URL(of.name).pathname.split('/').at(-1) + ' ' + of.responseStatus + ' ' + of.decodedBodySize).join(', ')\
            """;

    private final ChromeDriver driver;

    /**
     * Starts it.
     *
     * @param language that it asks pages for
     * @param home its network; null: that of this process
     */
    Window(String language, int width, int height, @Nullable HomeNetwork home) {
        var options = new ChromeOptions();
        options.setAcceptInsecureCerts(true);
        options.addArguments("--window-size=" + width + "," + height, "--lang=" + language);
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", language));
        this.driver = Chromium.start(options, home);
    }

    public void open(String address) {
        driver.get(address);
    }

    /** F5. */
    public void reload() {
        driver.navigate().refresh();
    }

    public String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    public void click(String selector) {
        element(selector).click();
    }

    public void focus(String selector) {
        driver.executeScript("document.querySelector(arguments[0]).focus()", selector);
    }

    /** Strikes keys, wherever the focus is. */
    public void press(CharSequence keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** Writes into a field, in place of what stood there. */
    public void type(String selector, String text) {
        WebElement input = element(selector);
        input.clear();
        input.sendKeys(text);
    }

    /** Runs a script in the page; its value as text. */
    public String script(String script, Object... arguments) {
        return String.valueOf(driver.executeScript(script, arguments));
    }

    WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    ChromeDriver driver() {
        return driver;
    }

    /** The whole page as a picture, what one has to scroll to as well. */
    byte[] picture() {
        String size =
                script(
                        "const page = document.documentElement; return [innerWidth, Math.max(innerHeight, page.scrollHeight)].join()");
        String[] sides = size.split(",");
        Object png =
                driver.executeCdpCommand(
                                "Page.captureScreenshot",
                                Map.of(
                                        "format",
                                        "png",
                                        "captureBeyondViewport",
                                        true,
                                        "clip",
                                        Map.of(
                                                "x",
                                                0,
                                                "y",
                                                0,
                                                "width",
                                                Integer.valueOf(sides[0]),
                                                "height",
                                                Integer.valueOf(sides[1]),
                                                "scale",
                                                1)))
                        .get("data");
        return Base64.getDecoder().decode(String.valueOf(png));
    }

    /** What the browser has logged since it was last asked. */
    List<LogEntry> log() {
        return driver.manage().logs().get(LogType.BROWSER).getAll();
    }

    /**
     * Where the page is, what came for it, and what the browser logged: why something is missing.
     */
    String evidence() {
        return "%s; %s; %s".formatted(address(), script(ARRIVED), log());
    }

    /** Saves what is on the screen, for whoever looks for the reason of a failure. */
    public void dump(Path file) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
