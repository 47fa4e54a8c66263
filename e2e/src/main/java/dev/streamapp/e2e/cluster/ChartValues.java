package dev.streamapp.e2e.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Values of the chart that a test sets; everything else keeps its default.
 *
 * @param files of values, from the root of the checkout on; a later one has the last word
 * @param set by name, as after {@code --set}, over what the files say
 */
public record ChartValues(List<String> files, Map<String, String> set) {
    /** The images that were built from this checkout. */
    public static ChartValues built() {
        return new ChartValues(List.of(), Map.of())
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
        return new ChartValues(files, more);
    }

    public ChartValues file(String path) {
        var more = new ArrayList<>(files);
        more.add(path);
        return new ChartValues(more, set);
    }

    List<String> arguments() {
        return Stream.concat(
                        files.stream().flatMap(file -> Stream.of("--values", file)),
                        set.entrySet().stream()
                                .flatMap(value ->
                                        Stream.of(
                                                "--set", value.getKey() + "=" + value.getValue())))
                .toList();
    }
}
