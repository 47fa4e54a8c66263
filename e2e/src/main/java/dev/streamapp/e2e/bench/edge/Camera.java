package dev.streamapp.e2e.bench.edge;

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

/** A camera on air, the order that it shows, and customers of that order. */
final class Camera implements AutoCloseable {
    private final Shop shop;
    private final Https https;
    private final Admin admin;
    private final TestStream stream;
    private final Publisher publisher;
    private final String order;
    private final List<Customer> customers = new ArrayList<>();

    Camera(Shop shop, Https https, Admin admin, String name, Source source, Path directory) {
        this.shop = shop;
        this.https = https;
        this.admin = admin;
        admin.task(name).granted();
        stream = shop.streams().named(name).ready();
        publisher =
                Publisher.camera(
                        stream.ingestUrl(),
                        stream.passphrase(),
                        source,
                        directory.resolve(name + ".log"));
        publisher.start();
        stream.awaitPhase("Running", Duration.ofSeconds(60));
        order = admin.order("order of " + name);
        admin.assign(name, order);
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
        return "https://%s/hls/_/%s/%s/"
                .formatted(shop.publicHost(), customer.streamToken(), stream.name());
    }

    @Override
    public void close() {
        publisher.close();
    }
}
