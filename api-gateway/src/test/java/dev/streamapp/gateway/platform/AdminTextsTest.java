package dev.streamapp.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.testing.Templates;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * No word on the admins' pages that is not in a bundle, and none in a bundle that no page shows. A
 * template asks for a text by its key, {@code #{admin.skip}}, or for one of several by what their
 * keys begin with, {@code #{|admin.nav.${area}|}}.
 */
class AdminTextsTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern KEY = Pattern.compile("#\\{(admin[A-Za-z0-9.]*)[(}]");
    private static final Pattern BEGINNING = Pattern.compile("\\|(admin[A-Za-z0-9.]*\\.)\\$\\{");
    private static final Pattern DATA = Pattern.compile("<data value=\"([^\"]+)\"");
    private static final Pattern ASKED = Pattern.compile("\\btext\\('([^']+)'");
    private static final Pattern WRITTEN =
            Pattern.compile("(?:textContent|innerText|innerHTML|title) = ['\"`]\\w");

    private static List<Path> files(String folder, String ending) throws IOException {
        try (var files = Files.walk(RESOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private static String templates() throws IOException {
        var all = new StringBuilder();
        for (Path file : files("templates/admin", ".html")) {
            all.append(Files.readString(file));
        }
        return all.toString();
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> keys() throws IOException {
        var keys = new TreeSet<String>();
        for (String bundle : Messages.BUNDLES) {
            if (bundle.startsWith("admin")) {
                keys.addAll(texts(bundle).stringPropertyNames());
            }
        }
        return keys;
    }

    private static Properties texts(String bundle) throws IOException {
        var properties = new Properties();
        String file = "/" + bundle + "_en.properties";
        try (var in = Objects.requireNonNull(AdminTextsTest.class.getResourceAsStream(file))) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }

    @Test
    @DisplayName("no template holds literal text")
    void noLiterals() throws IOException {
        for (Path file : files("templates/admin", ".html")) {
            assertThat(Templates.literals(Files.readString(file))).as(file.toString()).isEmpty();
        }
    }

    @Test
    @DisplayName("every text a template asks for exists")
    void exist() throws IOException {
        assertThat(keys()).containsAll(found(KEY, templates()));
        assertThat(found(BEGINNING, templates()))
                .allSatisfy(
                        beginning -> assertThat(keys()).anyMatch(key -> key.startsWith(beginning)));
    }

    @Test
    @DisplayName("every text that exists is asked for")
    void used() throws IOException {
        Set<String> asked = found(KEY, templates());
        Set<String> beginnings = found(BEGINNING, templates());

        assertThat(keys())
                .allMatch(key ->
                        asked.contains(key) || beginnings.stream().anyMatch(key::startsWith));
    }

    @Test
    @DisplayName("scripts ask for no text they do not get, and write none themselves")
    void scripts() throws IOException {
        Set<String> given = found(DATA, templates());
        for (Path file : files("static/assets/admin", ".js")) {
            String script = Files.readString(file);
            assertThat(given).as(file.toString()).containsAll(found(ASKED, script));
            assertThat(script).as(file.toString()).doesNotContainPattern(WRITTEN);
        }
    }

    @Test
    @DisplayName("nothing in a template runs that is not a file of the gateway's")
    void noInlineScript() throws IOException {
        assertThat(templates())
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\s(?:style|on[a-z]+)=\"");
        assertThat(Stream.of(templates().split("src=\"")).skip(1))
                .allSatisfy(source -> assertThat(source).startsWith("/assets/"));
    }
}
