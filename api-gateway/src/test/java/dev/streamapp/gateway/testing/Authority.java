package dev.streamapp.gateway.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Signs certificates of servers under test, all of it by the JDK's own tool. */
public final class Authority {

    private static final String PASSWORD = "only for tests";

    private final Path folder;

    /** Makes one. */
    public Authority() throws IOException {
        this.folder = Files.createTempDirectory("authority");
        keytool("-genkeypair", "-alias", "authority", "-dname", "CN=an authority", "-ext", "bc:c");
    }

    /**
     * Files of a server.
     *
     * @param key nobody else may read it, or PostgreSQL refuses it
     */
    public record Server(Path certificate, Path key) {}

    /** Its own certificate, as PEM. */
    public Path certificate() throws IOException {
        return certificate("authority");
    }

    /**
     * Signs one.
     *
     * @param name as keytool writes it: {@code dns:db.example.com}, {@code ip:127.0.0.1}
     */
    public Server sign(String name) throws IOException {
        String alias = "server";
        keytool(
                "-genkeypair",
                "-alias",
                alias,
                "-signer",
                "authority",
                "-dname",
                "CN=a server",
                "-ext",
                "san=" + name);
        try {
            byte[] key = store().getKey(alias, PASSWORD.toCharArray()).getEncoded();
            Path file = write("server.key", "PRIVATE KEY", key);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return new Server(certificate(alias), file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path certificate(String alias) throws IOException {
        try {
            return write(alias + ".crt", "CERTIFICATE", store().getCertificate(alias).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, String kind, byte[] content) throws IOException {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content);
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, body));
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        return KeyStore.getInstance(folder.resolve("store").toFile(), PASSWORD.toCharArray());
    }

    private void keytool(String... arguments) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/keytool")
                                        .toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keyalg", "EC", "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", folder.resolve("store").toString()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
