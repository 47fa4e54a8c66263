package dev.streamapp.e2e.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.TakesScreenshot;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;

/** One headless Chromium for all viewers; each viewer has a window of its own. */
public final class Browser implements AutoCloseable {
    private final ChromeDriver driver;
    private final String home;
    private final Path page;

    /**
     * Starts Chromium.
     *
     * @param directory for the test page; hls.js must have been installed in hack/web
     * @param network its own; null: that of this process
     */
    public Browser(Path directory, @Nullable HomeNetwork network) {
        this.page = page(directory);
        var options = new ChromeOptions();
        options.addArguments(
                "--autoplay-policy=no-user-gesture-required",
                "--allow-file-access-from-files",
                // an installation's own certificate is signed by nobody
                "--ignore-certificate-errors",
                "--window-size=800,600");
        this.driver = Chromium.start(options, network);
        this.home = Objects.requireNonNull(driver.getWindowHandle());
    }

    /** Opens a window that plays a stream. */
    public synchronized Viewer open(URI playlist) {
        return open(playlist, true);
    }

    /** Opens a window that plays a stream, in low-latency mode or as ordinary HLS. */
    public synchronized Viewer open(URI playlist, boolean lowLatency) {
        // the window that was used last may be closed; this one never is
        driver.switchTo().window(home);
        driver.switchTo().newWindow(WindowType.WINDOW);
        driver.get(page.toUri().toString());
        driver.executeScript("open(arguments[0], arguments[1])", playlist.toString(), lowLatency);
        return new Viewer(this, Objects.requireNonNull(driver.getWindowHandle()));
    }

    synchronized String script(String window, String script) {
        return in(
                window,
                ignored -> String.valueOf(((JavascriptExecutor) driver).executeScript(script)));
    }

    synchronized byte[] screenshot(String window) {
        return in(window, ignored -> ((TakesScreenshot) driver).getScreenshotAs(OutputType.BYTES));
    }

    synchronized void close(String window) {
        in(
                window,
                ignored -> {
                    driver.close();
                    return "";
                });
    }

    private <T> T in(String window, Function<String, T> action) {
        driver.switchTo().window(window);
        return action.apply(window);
    }

    private static Path page(Path directory) {
        Path library = WebLibrary.file("hls.js/dist/hls.min.js");
        try (InputStream html =
                Objects.requireNonNull(Browser.class.getResourceAsStream("player.html"))) {
            Files.createDirectories(directory);
            Files.copy(
                    library, directory.resolve("hls.min.js"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(html, directory.resolve("player.html"), StandardCopyOption.REPLACE_EXISTING);
            return directory.resolve("player.html").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        driver.quit();
    }
}
