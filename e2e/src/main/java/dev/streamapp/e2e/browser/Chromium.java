package dev.streamapp.e2e.browser;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The distribution's Chromium without a screen, each with an empty profile. */
final class Chromium {
    private static final String[] FLAGS = {
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
        "--disable-dev-shm-usage",
        "--disable-background-timer-throttling",
        "--disable-backgrounding-occluded-windows",
        "--disable-renderer-backgrounding",
        "--no-first-run"
    };

    private Chromium() {}

    /**
     * Starts it.
     *
     * @param home its own network; null: that of this process
     */
    static ChromeDriver start(ChromeOptions options, @Nullable HomeNetwork home) {
        Path chromium = program("CHROMIUM", "/usr/bin/chromium");
        options.setBinary((home == null ? chromium : home.started(chromium)).toFile());
        options.addArguments(FLAGS);
        if (home != null && home.isApart()) {
            options.addArguments("--remote-debugging-pipe");
        }
        var service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(
                                program("CHROMEDRIVER", "/usr/bin/chromedriver").toFile())
                        .withSilent(true)
                        .build();
        return new ChromeDriver(service, options);
    }

    private static Path program(String variable, String usual) {
        Path path = Path.of(Objects.requireNonNullElse(System.getenv(variable), usual));
        if (!Files.isExecutable(path)) {
            throw new IllegalStateException(
                    path
                            + " is missing; install chromium and chromium-driver, or name the program in "
                            + variable);
        }
        return path;
    }
}
