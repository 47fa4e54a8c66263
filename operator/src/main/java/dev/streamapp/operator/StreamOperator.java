package dev.streamapp.operator;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.apply.LeanStore;
import dev.streamapp.operator.http.OperatorHttp;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetricsV2;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;

/** The whole program around the reconciler: controller, health, metrics. */
public final class StreamOperator implements AutoCloseable {

    private static final int WORKERS = 16;
    private static final Duration FINISH_WITHIN = Duration.ofSeconds(8);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final long LONGEST_RETRY_MS = Duration.ofMinutes(1).toMillis();

    private final Collaborators collaborators;
    private final Optional<Leadership> leadership;
    private final Operator operator;
    private final Meters meters;
    private final OperatorHttp http;

    /**
     * Puts it together; nothing is watched before {@link #start}.
     *
     * @param instance which operator this is, such as its pod's name
     * @throws IOException if the port for health and metrics cannot be had
     */
    public StreamOperator(Settings settings, KubernetesClient client, Clock clock, String instance)
            throws IOException {
        this(settings, client, clock, instance, () -> {});
    }

    /**
     * The same.
     *
     * @param onLost called when another replica may have begun to act: this one must end at once
     */
    StreamOperator(
            Settings settings,
            KubernetesClient client,
            Clock clock,
            String instance,
            Runnable onLost)
            throws IOException {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // the framework's own miscount at each stream that goes: the meters ask the workers instead
        metrics.config()
                .meterFilter(MeterFilter.denyNameStartsWith("reconciliations.active"))
                .meterFilter(MeterFilter.denyNameStartsWith("reconciliations.queue"));
        var workers = (ThreadPoolExecutor) Executors.newFixedThreadPool(WORKERS);
        collaborators = new Collaborators(settings, client, clock, instance);
        leadership =
                Optional.ofNullable(settings.leaderLease())
                        .map(lease ->
                                new Leadership(
                                        client,
                                        settings.operatorNamespace(),
                                        lease,
                                        instance,
                                        collaborators::begin,
                                        onLost));
        operator =
                new Operator(configuration -> {
                    configuration
                            .withKubernetesClient(client)
                            .withCloseClientOnStop(false)
                            .withExecutorService(workers)
                            .withReconciliationTerminationTimeout(FINISH_WITHIN)
                            .withMetrics(MicrometerMetricsV2.newBuilder(metrics).build());
                    leadership
                            .map(Leadership::configuration)
                            .ifPresent(configuration::withLeaderElectionConfiguration);
                });
        operator.register(
                new LiveStreamReconciler(collaborators, clock),
                controller -> configure(controller, settings));
        meters = new Meters(metrics);
        collaborators.measure(meters);
        meters.follow(workers);
        meters.leads(() -> leadership.map(Leadership::leads).orElse(true));
        http = new OperatorHttp(settings.httpPort(), new InformerHealth(operator), metrics);
    }

    /** Begins to watch, and returns when all informers are in step with the API server. */
    public void start() {
        if (leadership.isEmpty()) {
            collaborators.begin();
        }
        operator.start();
    }

    /** The port of health and metrics. */
    public int httpPort() {
        return http.port();
    }

    @Override
    public void close() {
        leadership.ifPresent(Leadership::leave);
        operator.stop();
        // the framework leaves its timer running, and that keeps the process from ending
        operator.getConfigurationService()
                .getExecutorServiceManager()
                .scheduledExecutorService()
                .shutdownNow();
        collaborators.close();
        leadership.ifPresent(Leadership::release);
        http.close();
        meters.close();
    }

    private static void configure(
            ControllerConfigurationOverrider<LiveStream> controller, Settings settings) {
        controller
                .withName("livestreams")
                .withFieldManager(Settings.FIELD_MANAGER)
                .withItemStore(new LeanStore<>())
                .withInformerListLimit(LeanStore.PAGE)
                .withGenerationAware(false)
                .withOnUpdateFilter(StreamOperator::isAsked)
                .withRetry(
                        new GenericRetry()
                                .withoutMaxAttempts()
                                .setInitialInterval(FIRST_RETRY)
                                .setIntervalMultiplier(2)
                                .setMaxInterval(LONGEST_RETRY_MS));
        if (settings.watchNamespaces().isEmpty()) {
            controller.watchingAllNamespaces();
        } else {
            controller.settingNamespaces(settings.watchNamespaces());
        }
    }

    /** Not by its status, which the operator itself writes. */
    private static boolean isAsked(LiveStream now, LiveStream before) {
        return !Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                || !Objects.equals(
                        now.getMetadata().getAnnotations(), before.getMetadata().getAnnotations());
    }
}
