package dev.streamapp.operator.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory of expected results, {@code out-NAME.yaml}. {@code -Dgolden.update} writes them anew;
 * what changed is then seen in the diff.
 */
public final class Golden {

    private static final Path ROOT = Path.of("src/test/resources/golden");

    private final Path directory;

    public Golden(String name) {
        this.directory = ROOT.resolve(name);
    }

    /** The inputs, {@code in-NAME.yaml}. */
    public Stream<Path> inputs() throws IOException {
        return Files.list(directory)
                .filter(file -> file.getFileName().toString().startsWith("in-"))
                .sorted();
    }

    /** NAME of {@code in-NAME.yaml} or {@code NAME.json}. */
    public static String name(Path input) {
        return input.getFileName().toString().replaceAll("^in-|\\.(yaml|json)$", "");
    }

    /** Holds a result to the expected one. */
    public void hold(String name, String actual) throws IOException {
        Path expected = directory.resolve("out-" + name + ".yaml");
        if (System.getProperty("golden.update") != null) {
            Files.writeString(expected, actual);
        }
        assertThat(expected)
                .as("%s; if the change is meant: -Dgolden.update", expected)
                .exists()
                .content()
                .isEqualTo(actual);
    }

    /** Fails if an expected result belongs to no input. */
    public void holdUsed(Stream<String> names) throws IOException {
        Set<String> used =
                names.map("out-%s.yaml"::formatted).collect(Collectors.toCollection(TreeSet::new));
        try (var files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(file -> file.startsWith("out-"))
                    .containsExactlyInAnyOrderElementsOf(used);
        }
    }
}
