package dev.streamapp.operator.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.UUID;

/** Who may come in: an administrator and the operator, each with a token that ends with the run. */
final class Credentials {

    static final String OPERATOR = "system:serviceaccount:streamapp:streamapp-operator";

    private final Path directory;
    private final String admin = UUID.randomUUID().toString();
    private final String operator = UUID.randomUUID().toString();

    Credentials(Path directory) throws IOException {
        this.directory = directory;
        Files.writeString(
                tokens(),
                "%s,admin,1,system:masters%n%s,%s,2%n".formatted(admin, operator, OPERATOR));
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            Files.writeString(privateKey(), pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
            Files.writeString(publicKey(), pem("PUBLIC KEY", keys.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(
                        what,
                        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(content),
                        what);
    }

    Path tokens() {
        return directory.resolve("tokens.csv");
    }

    /** Signs tokens of service accounts. */
    Path privateKey() {
        return directory.resolve("service-account.key");
    }

    Path publicKey() {
        return directory.resolve("service-account.pub");
    }

    Path adminKubeconfig(int port) throws IOException {
        return kubeconfig("admin", admin, port);
    }

    Path operatorKubeconfig(int port) throws IOException {
        return kubeconfig("operator", operator, port);
    }

    private Path kubeconfig(String user, String token, int port) throws IOException {
        return Files.writeString(
                directory.resolve(user + ".kubeconfig"),
                """
                apiVersion: v1
                kind: Config
                current-context: bench
                contexts: [{name: bench, context: {cluster: bench, user: %1$s}}]
                clusters: [{name: bench, cluster: {server: "https://127.0.0.1:%3$d", insecure-skip-tls-verify: true}}]
                users: [{name: %1$s, user: {token: "%2$s"}}]
                """
                        .formatted(user, token, port));
    }
}
