package dev.streamapp.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.testing.Templates;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * No word on the page that is not in the bundle, and none in the bundle that the page does not
 * show.
 */
class WatchTextsTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path SCRIPTS = RESOURCES.resolve("static/assets/watch");
    private static final Pattern KEY = Pattern.compile("#\\{(watch\\.[A-Za-z.]+)}");
    private static final Pattern DATA =
            Pattern.compile("<data value=\"([^\"]+)\" th:text=\"#\\{watch\\.([^}]+)}\">");

    private static final Pattern ASKED = Pattern.compile("\\b(?:text|notice)\\('([^']+)'");
    private static final Pattern WRITTEN =
            Pattern.compile("(?:textContent|innerText|innerHTML|title) = ['\"`]\\w");

    private static String template() throws IOException {
        return Files.readString(RESOURCES.resolve("templates/watch.html"));
    }

    private static Stream<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static Set<String> first(Pattern pattern, String text) {
        return all(pattern, text)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keys() throws IOException {
        var properties = new Properties();
        try (var in =
                Objects.requireNonNull(
                        WatchTextsTest.class.getResourceAsStream("/watch_en.properties"))) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return new TreeSet<>(properties.stringPropertyNames());
    }

    @Test
    @DisplayName("the template holds no literal text")
    void noLiterals() throws IOException {
        assertThat(Templates.literals(template())).isEmpty();
    }

    @Test
    @DisplayName("every text the template asks for exists, and every one that exists is asked for")
    void keysExist() throws IOException {
        Set<String> asked = first(KEY, template());

        assertThat(asked).isEqualTo(keys());
    }

    @Test
    @DisplayName("scripts get each text under the name it has in the bundle")
    void namesAgree() throws IOException {
        assertThat(all(DATA, template()))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.group(1)).isEqualTo(found.group(2)));
    }

    @Test
    @DisplayName("scripts ask for no text they do not get, and write none themselves")
    void scripts() throws IOException {
        Set<String> given = first(DATA, template());
        try (var files = Files.list(SCRIPTS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".js")).toList()) {
                String script = Files.readString(file);
                assertThat(given).as(file.toString()).containsAll(first(ASKED, script));
                assertThat(script).as(file.toString()).doesNotContainPattern(WRITTEN);
            }
        }
    }
}
