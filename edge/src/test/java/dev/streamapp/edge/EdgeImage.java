package dev.streamapp.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The image of this checkout's edge, built when something in it has changed. */
final class EdgeImage {

    private static boolean built;

    private EdgeImage() {}

    static synchronized void build(Path root) throws IOException {
        if (built) {
            return;
        }
        var process =
                new ProcessBuilder("hack/images/build", "edge")
                        .directory(root.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("hack/images/build edge failed:\n" + said);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        built = true;
    }
}
