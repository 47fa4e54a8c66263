package dev.streamapp.gateway.bootstrap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.slf4j.LoggerFactory;

/**
 * Entry point: {@code Bootstrap NAMESPACE PURPOSE=NAME…} creates the Secrets of these names that
 * are missing, and changes none. Purposes are {@code keys}, {@code admin}, {@code database} and
 * {@code certificate}.
 */
public final class Bootstrap {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(Bootstrap.class);
    private static final int WRONG_ARGUMENTS = 2;
    private static final int REFUSED = 1;

    /** Where the container before this one leaves a certificate. */
    private static final Path CERTIFICATE = Path.of("/tmp/certificate");

    private Bootstrap() {}

    /** Ends with 0 when every Secret is there. */
    public static void main(String[] arguments) {
        // the client tells every request where nobody stops it
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.INFO);
        try (KubernetesClient cluster = new KubernetesClientBuilder().build()) {
            run(cluster, CERTIFICATE, arguments);
        } catch (IllegalArgumentException e) {
            LOG.error("{}. Usage: Bootstrap NAMESPACE PURPOSE=NAME…", e.getMessage());
            System.exit(WRONG_ARGUMENTS);
        } catch (KubernetesClientException e) {
            LOG.error("A Secret could not be created: {}", e.getMessage());
            System.exit(REFUSED);
        }
    }

    static void run(KubernetesClient cluster, Path certificate, String... arguments) {
        if (arguments.length < 2) {
            throw new IllegalArgumentException("A namespace and at least one Secret are needed");
        }
        var secrets = new MissingSecrets(cluster, arguments[0], new SecureRandom(), certificate);
        for (String argument : Arrays.copyOfRange(arguments, 1, arguments.length)) {
            var words = argument.split("=", 2);
            var purpose =
                    Purpose.named(words[0])
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "\"%s\" is no purpose".formatted(words[0])));
            if (words.length < 2 || words[1].isEmpty()) {
                throw new IllegalArgumentException("\"%s\" names no Secret".formatted(argument));
            }
            boolean made = secrets.ensure(purpose, words[1]);
            LOG.info("Secret {}/{} {}", arguments[0], words[1], made ? "is made" : "is there");
        }
    }
}
