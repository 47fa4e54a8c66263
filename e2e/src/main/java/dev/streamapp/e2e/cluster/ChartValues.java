package dev.streamapp.e2e.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Values of the chart that a test sets; everything else keeps its default.
 *
 * @param set by name, as after {@code --set}
 */
public record ChartValues(Map<String, String> set) {
    /** The images that were built from this checkout. */
    public static ChartValues built() {
        return new ChartValues(Map.of())
                .with("image.registry", "localhost")
                .with("image.tag", "dev");
    }

    /**
     * For a release beside another one.
     *
     * @param release its name, of which that of its stream namespace is made
     * @param ports as FIRST-LAST
     */
    public static ChartValues beside(String release, String ports) {
        return built().with("crds.install", "false")
                .with("watchNamespaces", "{" + release + "-streams}")
                .with("ingest.portRange", ports);
    }

    public ChartValues with(String name, String value) {
        var more = new LinkedHashMap<>(set);
        more.put(name, value);
        return new ChartValues(more);
    }

    List<String> arguments() {
        return set.entrySet().stream()
                .flatMap(value -> Stream.of("--set", value.getKey() + "=" + value.getValue()))
                .toList();
    }
}
