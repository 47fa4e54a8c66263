package dev.streamapp.e2e.scene;

import dev.streamapp.e2e.browser.Browser;
import dev.streamapp.e2e.browser.HomeNetwork;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Installation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What all tests of a run share: the cluster, StreamApp in it, and one Chromium. */
public final class Stage implements AutoCloseable {
    private final Cluster cluster = Cluster.connect();
    private final Installation installation = Installation.in(cluster);
    private final Path directory = Cluster.root().resolve("e2e/target/e2e");
    private @Nullable HomeNetwork home;
    private @Nullable Browser browser;

    public Cluster cluster() {
        return cluster;
    }

    public Installation installation() {
        return installation;
    }

    /** Where tests leave what they want to be looked at. */
    public Path directory() {
        return directory;
    }

    /** Started when first asked for. */
    public synchronized Browser browser() {
        if (browser == null) {
            Path page = directory.resolve("page");
            if (home == null) {
                home = HomeNetwork.of(cluster, page);
            }
            browser = new Browser(page, home);
        }
        return browser;
    }

    @Override
    public synchronized void close() {
        if (browser != null) {
            browser.close();
        }
        if (home != null) {
            home.close();
        }
        cluster.close();
    }
}
