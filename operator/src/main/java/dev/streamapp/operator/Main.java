package dev.streamapp.operator;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Entry point: settings from the environment, cluster from the pod or from KUBECONFIG. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int WRONG_SETTINGS = 2;

    private Main() {}

    /** Runs until the process is told to end. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Settings settings;
        try {
            settings = Settings.from(System.getenv());
        } catch (IllegalArgumentException e) {
            LOG.error("The operator cannot start: {}", e.getMessage());
            System.exit(WRONG_SETTINGS);
            return;
        }
        run(settings, Optional.ofNullable(System.getenv("HOSTNAME")).orElse("operator"));
    }

    private static void run(Settings settings, String instance)
            throws IOException, InterruptedException {
        var end = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endGracefully(end, ended)));
        try (var client = new KubernetesClientBuilder().build();
                var operator =
                        new StreamOperator(
                                settings, client, Clock.systemUTC(), instance, Main::endAtOnce)) {
            start(operator);
            LOG.info(
                    "Serving LiveStreams of {}, ports {}",
                    settings.watchNamespaces().isEmpty()
                            ? "all namespaces"
                            : settings.watchNamespaces(),
                    settings.portRange());
            end.await();
        } finally {
            ended.countDown();
        }
    }

    /** Another replica acts already, so nothing that is under way may be finished. */
    private static void endAtOnce() {
        Runtime.getRuntime().halt(1);
    }

    private static void start(StreamOperator operator) {
        try {
            operator.start();
        } catch (OperatorException e) {
            LOG.error(
                    "The operator cannot follow the cluster: is the LiveStream definition"
                            + " installed, and are its rights granted? helm upgrade restores both.",
                    e);
            throw e;
        }
    }

    /** The process lives until what is under way is finished. */
    private static void endGracefully(CountDownLatch end, CountDownLatch ended) {
        end.countDown();
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
