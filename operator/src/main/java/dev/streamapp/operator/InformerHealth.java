package dev.streamapp.operator;

import dev.streamapp.operator.http.Health;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RuntimeInfo;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.health.Status;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Health by what the operator lives on: its informers. An API server that is away makes it not
 * ready; only an informer that has given up makes it not alive, for informers find back by
 * themselves.
 */
final class InformerHealth implements Health {

    private final RuntimeInfo runtime;

    InformerHealth(Operator operator) {
        this.runtime = operator.getRuntimeInfo();
    }

    @Override
    public Finding alive() {
        if (!runtime.isStarted()) {
            return new Finding(true, "starting");
        }
        return finding(
                unhealthy()
                        .filter(entry -> !entry.informer().isRunning())
                        .map(Unhealthy::name)
                        .collect(Collectors.toSet()),
                "gave up");
    }

    @Override
    public Finding ready() {
        if (!runtime.isStarted()) {
            return new Finding(false, "informers are not in step yet");
        }
        return finding(
                unhealthy().map(Unhealthy::name).collect(Collectors.toSet()),
                "not in step with the API server");
    }

    private static Finding finding(Set<String> informers, String complaint) {
        return informers.isEmpty()
                ? new Finding(true, "ok")
                : new Finding(false, complaint + ": " + String.join(", ", informers));
    }

    private record Unhealthy(String name, InformerHealthIndicator informer) {}

    private Stream<Unhealthy> unhealthy() {
        return runtime.unhealthyInformerWrappingEventSourceHealthIndicator().values().stream()
                .flatMap(sources -> sources.entrySet().stream())
                .flatMap(source -> unhealthy(source.getKey(), source.getValue()));
    }

    private static Stream<Unhealthy> unhealthy(
            String name, InformerWrappingEventSourceHealthIndicator<?> source) {
        return source.informerHealthIndicators().values().stream()
                .filter(informer -> informer.getStatus() == Status.UNHEALTHY)
                .map(informer -> new Unhealthy(name, informer));
    }
}
