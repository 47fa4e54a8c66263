package dev.streamapp.e2e.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;

/** Shaka Player in a Chromium of its own: a player that knows nothing of us. */
public final class Shaka implements AutoCloseable {
    private static final String LIBRARY = "shaka-player.compiled.js";

    private final ChromeDriver driver;

    /**
     * Opens a stream.
     *
     * @param directory for the page
     * @param home its network
     */
    public Shaka(Path directory, URI playlist, HomeNetwork home) {
        var options = new ChromeOptions();
        options.addArguments(
                "--autoplay-policy=no-user-gesture-required",
                "--allow-file-access-from-files",
                // an installation's own certificate is signed by nobody
                "--ignore-certificate-errors");
        driver = Chromium.start(options, home);
        driver.get(page(directory).toUri().toString());
        driver.executeScript("open(arguments[0])", playlist.toString());
    }

    private static Path page(Path directory) {
        try (InputStream html =
                Objects.requireNonNull(Shaka.class.getResourceAsStream("shaka.html"))) {
            Files.createDirectories(directory);
            Files.copy(
                    WebLibrary.file("shaka-player/dist/" + LIBRARY),
                    directory.resolve(LIBRARY),
                    StandardCopyOption.REPLACE_EXISTING);
            Path page = directory.resolve("shaka.html");
            Files.copy(html, page, StandardCopyOption.REPLACE_EXISTING);
            return page.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until so many pictures were shown. */
    public void awaitPictures(int count, Duration patience) {
        Awaitility.await(count + " pictures")
                .atMost(patience)
                .until(() -> {
                    String complaints = script("return watch.errors.join('; ')");
                    if (!complaints.isEmpty()) {
                        throw new AssertionError("the player complains: " + complaints);
                    }
                    return Integer.parseInt(script("return watch.pictures")) >= count;
                });
    }

    private String script(String script) {
        return String.valueOf(driver.executeScript(script));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
