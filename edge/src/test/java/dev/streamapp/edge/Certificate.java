package dev.streamapp.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A pair as PEM.
 *
 * @param chain the certificate
 */
record Certificate(String chain, String key) {

    /** Self-signed, by the edge's own script. */
    static Certificate make(String host) throws IOException {
        Path folder = Files.createTempDirectory("certificate");
        var process =
                new ProcessBuilder("./make-certificate", host, folder.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Path chain = folder.resolve("tls.crt");
        Path key = folder.resolve("tls.key");
        var pair = new Certificate(Files.readString(chain), Files.readString(key));
        for (Path file : new Path[] {chain, key, folder}) {
            Files.delete(file);
        }
        return pair;
    }
}
