package dev.streamapp.e2e.production;

import dev.streamapp.e2e.cluster.Cluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Objects that lie beside this package. */
final class Manifest {
    private Manifest() {}

    /** Makes them in a namespace, which is one of them. */
    static void create(Cluster cluster, String name, String namespace) {
        try (var in = Objects.requireNonNull(Manifest.class.getResourceAsStream(name), name)) {
            String manifest =
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .replace("NAMESPACE", namespace);
            cluster.client()
                    .load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
                    .create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
