package dev.streamapp.e2e.bench.edge;

import dev.streamapp.e2e.bench.Teardown;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Installation;
import dev.streamapp.e2e.gateway.Admin;
import dev.streamapp.e2e.gateway.Https;
import dev.streamapp.e2e.gateway.Shop;
import dev.streamapp.e2e.publish.Source;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A shop, and its cameras, each on air from when it is first asked for until the next one is. */
final class Site implements AutoCloseable {
    /** Who shares the viewing among them: log-ins from one address are limited. */
    static final int CUSTOMERS = 20;

    private static final String MUCH = "100000";

    private final Teardown teardown = new Teardown();
    private final Cluster cluster;
    private final Shop shop;
    private final Path directory;
    private final Https https;
    private final Admin admin;
    private @Nullable Camera large;
    private @Nullable Camera small;

    Site(Cluster cluster, Path directory) {
        this.cluster = cluster;
        this.shop = new Shop(cluster);
        this.directory = directory;
        Installation beside = Installation.in(cluster);
        shop.remove();
        teardown.add(shop::remove);
        // limits as in any installation, but so high that a load is not refused
        shop.installation()
                .install(
                        cluster,
                        shop.values(beside)
                                .with("edge.limits.viewer.perSecond", MUCH)
                                .with("edge.limits.viewer.burst", MUCH)
                                .with("edge.limits.requestsPerClient", "0"));
        teardown.add(() -> shop.installation().uninstall(cluster));
        https = teardown.add(shop.https());
        Awaitility.await("the gateway answers")
                .atMost(Duration.ofSeconds(60))
                .until(() -> https.get("/api/health").status() == 200);
        try (Https session = shop.https()) {
            admin = Admin.logIn(session, https, shop.adminPassword());
        }
    }

    Cluster cluster() {
        return cluster;
    }

    Shop shop() {
        return shop;
    }

    /** As a camera films: 1280x720. */
    Camera large() {
        if (large == null) {
            large = teardown.add(camera("bench-large", Source.camera()));
        }
        return large;
    }

    /** So small that this machine can be camera, edge and hundreds of viewers at once: 320x180. */
    Camera small() {
        if (small == null) {
            if (large != null) {
                large.close();
            }
            small = teardown.add(camera("bench-small", Source.small()));
        }
        return small;
    }

    private Camera camera(String name, Source source) {
        return new Camera(shop, https, admin, name, source, directory);
    }

    @Override
    public void close() {
        teardown.close();
    }
}
