package dev.streamapp.e2e.bench.edge;

import dev.streamapp.e2e.bench.Teardown;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Installation;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.gateway.Admin;
import dev.streamapp.e2e.gateway.Customer;
import dev.streamapp.e2e.gateway.Https;
import dev.streamapp.e2e.gateway.Shop;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A shop with one camera on air and customers who may watch it. */
final class Site implements AutoCloseable {
    /** Who shares the viewing among them: log-ins from one address are limited. */
    static final int CUSTOMERS = 20;

    private static final String CAMERA = "bench-1";
    private static final String MUCH = "100000";

    private final Teardown teardown = new Teardown();
    private final Cluster cluster;
    private final Shop shop;
    private final TestStream stream;
    private final Https https;
    private final Admin admin;
    private final String order;
    private final List<Customer> customers = new ArrayList<>();

    Site(Cluster cluster, Path directory) {
        this.cluster = cluster;
        this.shop = new Shop(cluster);
        Installation beside = Installation.in(cluster);
        shop.remove();
        teardown.add(shop::remove);
        // limits as in any installation, but so high that a load is not refused
        shop.installation()
                .install(
                        cluster,
                        shop.values(beside)
                                .with("edge.limits.viewer.perSecond", MUCH)
                                .with("edge.limits.viewer.burst", MUCH));
        teardown.add(() -> shop.installation().uninstall(cluster));
        https = teardown.add(shop.https());
        Awaitility.await("the gateway answers")
                .atMost(Duration.ofSeconds(60))
                .until(() -> https.get("/api/health").status() == 200);
        try (Https session = shop.https()) {
            admin = Admin.logIn(session, https, shop.adminPassword());
        }
        admin.task(CAMERA).granted();
        stream = shop.streams().named(CAMERA).ready();
        Publisher publisher =
                teardown.add(
                        Publisher.camera(
                                stream.ingestUrl(),
                                stream.passphrase(),
                                Source.camera(),
                                directory.resolve("publisher.log")));
        publisher.start();
        stream.awaitPhase("Running", Duration.ofSeconds(60));
        order = admin.order("BENCH-1");
        admin.assign(CAMERA, order);
    }

    Cluster cluster() {
        return cluster;
    }

    Shop shop() {
        return shop;
    }

    TestStream stream() {
        return stream;
    }

    /** Of customers with different tokens, at least so many; made once and kept. */
    List<Customer> customers(int count) {
        while (customers.size() < count) {
            customers.add(Customer.logIn(https, admin.access(order)));
        }
        return customers.subList(0, count);
    }

    /** Where a customer finds the files of the stream, {@code https://…/TOKEN/STREAM/}. */
    String folder(Customer customer) {
        return "https://"
                + shop.publicHost()
                + "/hls/_/"
                + customer.streamToken()
                + "/"
                + CAMERA
                + "/";
    }

    @Override
    public void close() {
        teardown.close();
    }
}
