package dev.streamapp.e2e.cdn;

import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.gateway.Shop;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A second nginx, in front of a shop's edge, that keeps media as any CDN does. It is no part of the
 * shop, but goes with the shop's namespace.
 */
public final class Cdn {
    private static final int PORT = 30449;
    private static final String NAME = "e2e-cdn";

    private final Cluster cluster;
    private final Shop shop;

    public Cdn(Cluster cluster, Shop shop) {
        this.cluster = cluster;
        this.shop = shop;
    }

    /** The host that viewers see, with its port. */
    public String domain() {
        return cluster.nodeAddress() + ":" + PORT;
    }

    /** Starts it beside an installed shop, whose certificate it shows: it has the same address. */
    public void start() {
        String namespace = shop.installation().namespace();
        String release = shop.installation().release();
        String edge = release + "-edge." + namespace + ".svc.cluster.local:443";
        String configuration =
                resource("nginx.conf")
                        .replace("EDGE", edge)
                        .replace("PUBLIC_HOST", shop.publicHost());
        var client = cluster.client();
        client.configMaps()
                .inNamespace(namespace)
                .resource(
                        new ConfigMapBuilder()
                                .withNewMetadata()
                                .withName(NAME)
                                .endMetadata()
                                .addToData("nginx.conf", configuration)
                                .build())
                .create();
        String manifest =
                resource("nginx.yaml")
                        .replace("PORT", String.valueOf(PORT))
                        .replace("SECRET", release + "-edge-tls");
        client.load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .create();
        client.pods().inNamespace(namespace).withName(NAME).waitUntilReady(60, TimeUnit.SECONDS);
    }

    /** What it has answered so far. */
    public CdnLog log() {
        return CdnLog.read(
                cluster.kubectl("logs", "-n", shop.installation().namespace(), NAME, "--tail=-1"));
    }

    private static String resource(String name) {
        try (var in = Objects.requireNonNull(Cdn.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
