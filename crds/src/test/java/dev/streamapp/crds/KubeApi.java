package dev.streamapp.crds;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real kube-apiserver with etcd, one for all tests of a JVM, with the LiveStream definition
 * installed and RBAC on. There are no controllers: nobody but the test makes pods, binds volumes or
 * collects garbage. A test takes a {@link KubernetesClient} (an administrator) as parameter.
 */
public final class KubeApi implements ParameterResolver {

    private static final String VERSION = "1.35.4";
    private static final int REQUEST_TIMEOUT = 60_000;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KubernetesClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(KubeApi.class))
                .computeIfAbsent(Running.class, _ -> new Running(), Running.class)
                .client;
    }

    /** The server itself; for tests it ends with the JVM's last test. */
    public static final class Running implements AutoCloseable, Store.CloseableResource {

        private static final Duration TRIES = Duration.ofMinutes(3);
        private static final Duration BETWEEN_TRIES = Duration.ofSeconds(3);

        private final KubeAPIServer server;
        private final KubernetesClient client;

        /** Starts it; the working directory is a module's. */
        public Running() {
            server = started();
            try {
                client =
                        new KubernetesClientBuilder()
                                .withConfig(patient(server.getKubeConfigYaml()))
                                .build();
                install(client);
            } catch (RuntimeException | Error e) {
                // nobody will close what was never made
                stop(server, e);
                throw e;
            }
        }

        /**
         * Two failures pass: that somebody takes a port between its choice and its use; and that
         * the library gives up at once where its limit, a time of day, lies beyond midnight.
         */
        private static KubeAPIServer started() {
            long begun = System.nanoTime();
            while (true) {
                KubeAPIServer server = server();
                try {
                    server.start();
                    return server;
                } catch (RuntimeException | Error e) {
                    stop(server, e);
                    boolean mayPass = e instanceof KubeAPITestException;
                    if (!mayPass || System.nanoTime() - begun > TRIES.toNanos()) {
                        throw e;
                    }
                    LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
                }
            }
        }

        private static KubeAPIServer server() {
            return new KubeAPIServer(
                    new KubeAPIServerConfigBuilder()
                            .withTestDir(directory().toString())
                            .withApiServerVersion(VERSION)
                            .withOfflineMode(true)
                            .withApiServerFlag("--service-node-port-range", "10000-32767")
                            // room for more Services than a /24 has
                            .withApiServerFlag("--service-cluster-ip-range", "10.0.0.0/16")
                            .withStartupTimeout(120_000)
                            .build());
        }

        /** One that ended by itself has been cleaned up already, and complains. */
        private static void stop(KubeAPIServer server, Throwable reason) {
            try {
                server.stop();
            } catch (RuntimeException e) {
                reason.addSuppressed(e);
            }
        }

        /** On a machine that builds and tests at once, the server may be late. */
        private static Config patient(String kubeconfig) {
            return new ConfigBuilder(Config.fromKubeconfig(kubeconfig))
                    .withRequestTimeout(REQUEST_TIMEOUT)
                    .build();
        }

        /** An administrator. */
        public KubernetesClient client() {
            return client;
        }

        /** The same administrator, for another process. */
        public String kubeconfig() {
            return server.getKubeConfigYaml();
        }

        private static void install(KubernetesClient client) {
            define(client, Path.of("../crds/livestreams.streamapp.dev.yaml"));
        }

        @Override
        public void close() {
            client.close();
            server.stop();
        }
    }

    /** Installs a definition and waits until objects of it can be made. */
    public static CustomResourceDefinition define(KubernetesClient client, Path yaml) {
        CustomResourceDefinition definition =
                client.apiextensions().v1().customResourceDefinitions().load(yaml.toFile()).item();
        client.resource(definition).serverSideApply();
        client.resource(definition)
                .waitUntilCondition(KubeApi::isEstablished, 30, TimeUnit.SECONDS);
        return definition;
    }

    private static boolean isEstablished(@Nullable CustomResourceDefinition definition) {
        // a definition that was applied just now has a status without conditions
        return Optional.ofNullable(definition)
                .map(CustomResourceDefinition::getStatus)
                .map(CustomResourceDefinitionStatus::getConditions)
                .stream()
                .flatMap(List::stream)
                .anyMatch(condition ->
                        condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    /** The server keeps certificates beside its binaries; here both are the build's own. */
    private static Path directory() {
        Path binaries = home().resolve("k8s");
        Path server = binaries.resolve(VERSION + "-linux-amd64").resolve("kube-apiserver");
        if (!Files.isExecutable(server)) {
            throw new IllegalStateException(
                    "%s is missing: \"make cluster-up\" builds it, or say with -Dkube-api-test.dir where k8s/%s-linux-amd64/ is"
                            .formatted(server, VERSION));
        }
        try {
            Path directory = Files.createDirectories(Path.of("target/kube-api-test"));
            Path link = directory.resolve("k8s").toAbsolutePath();
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, binaries);
            return directory.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path home() {
        String given = System.getProperty("kube-api-test.dir", "");
        if (!given.isBlank()) {
            return Path.of(given).toAbsolutePath();
        }
        String home = System.getenv("STREAMAPP_HOME");
        return home == null
                ? Path.of(System.getProperty("user.home"), ".cache", "streamapp")
                : Path.of(home).toAbsolutePath();
    }
}
