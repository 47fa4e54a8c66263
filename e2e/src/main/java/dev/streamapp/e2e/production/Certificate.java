package dev.streamapp.e2e.production;

import dev.streamapp.e2e.cluster.Command;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A certificate that nobody signed but itself, with its key, as PEM. */
public record Certificate(String certificate, String key) {
    /**
     * Makes one.
     *
     * @param name as openssl writes alternative names: {@code DNS:example.com}, {@code
     *     IP:192.0.2.1}
     * @param directory for the two files
     */
    public static Certificate of(String name, Path directory) {
        Path key = directory.resolve("tls.key");
        Path certificate = directory.resolve("tls.crt");
        try {
            Files.createDirectories(directory);
            Command.run(
                            directory,
                            "openssl",
                            "req",
                            "-x509",
                            "-newkey",
                            "ec",
                            "-pkeyopt",
                            "ec_paramgen_curve:P-256",
                            "-nodes",
                            "-days",
                            "2",
                            "-subj",
                            "/CN=StreamApp test",
                            "-addext",
                            "subjectAltName=" + name,
                            "-addext",
                            "extendedKeyUsage=serverAuth",
                            "-keyout",
                            key.toString(),
                            "-out",
                            certificate.toString())
                    .orFail();
            return new Certificate(Files.readString(certificate), Files.readString(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Kubernetes keeps it. */
    public Secret secret(String name) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withStringData(Map.of("tls.crt", certificate, "tls.key", key))
                .build();
    }
}
