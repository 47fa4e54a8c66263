package dev.streamapp.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class CustomResourceDefinitionTest {

    private static final Path COMMITTED = Path.of("livestreams.streamapp.dev.yaml");
    private static final String UPDATE = "./mvnw -pl crds test -Dcrd.update";
    private static final List<String> COLUMNS =
            List.of("Phase", "Ingest", "Video", "Link", "Since", "Age");

    @Test
    @DisplayName("the committed definition is the one the records make")
    void committedDefinitionIsCurrent() throws IOException {
        String generated = render(arranged(generated()));

        if (System.getProperty("crd.update") != null) {
            Files.writeString(COMMITTED, generated);
        }

        assertThat(COMMITTED)
                .as("crds/%s; to bring it up to date: %s", COMMITTED, UPDATE)
                .hasContent(generated);
    }

    @Test
    @DisplayName("no field is without a description")
    void everyFieldIsDescribed() throws IOException {
        List<String> undescribed = new ArrayList<>();

        collectUndescribed("", schema(generated()), undescribed);

        assertThat(undescribed).isEmpty();
    }

    @Test
    @DisplayName("every optional field of the spec names its default")
    void everyOptionalFieldNamesItsDefault() throws IOException {
        List<String> silent = new ArrayList<>();
        Map<String, Object> spec = child(child(schema(generated()), "properties"), "spec");

        collectWithoutDefault("spec", spec, silent);

        assertThat(silent)
                .containsExactlyInAnyOrder(
                        "spec.ingest.srt",
                        "spec.ingest.rtmp",
                        "spec.ingest.rtsp",
                        "spec.ingest.testPattern");
    }

    private static void collectUndescribed(
            String path, Map<String, Object> schema, List<String> undescribed) {
        if (!(schema.get("description") instanceof String text) || text.isBlank()) {
            undescribed.add(path);
        }
        child(schema, "properties")
                .keySet()
                .forEach(name ->
                        collectUndescribed(
                                path + "." + name,
                                child(child(schema, "properties"), name),
                                undescribed));
        child(child(schema, "items"), "properties")
                .keySet()
                .forEach(name ->
                        collectUndescribed(
                                path + "[]." + name,
                                child(child(child(schema, "items"), "properties"), name),
                                undescribed));
    }

    private static void collectWithoutDefault(
            String path, Map<String, Object> schema, List<String> silent) {
        List<?> required = (List<?>) schema.getOrDefault("required", List.of());
        child(schema, "properties")
                .forEach((name, value) -> {
                    Map<String, Object> property = child(child(schema, "properties"), name);
                    String text = property.get("description").toString();
                    if (!required.contains(name) && !text.contains("efault: ")) {
                        silent.add(path + "." + name);
                    }
                    collectWithoutDefault(path + "." + name, property, silent);
                });
    }

    private static Map<String, Object> generated() throws IOException {
        String yaml = Files.readString(Path.of("target/crd/livestreams.streamapp.dev-v1.yml"));
        return object(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    /** The generator sorts the columns by path; people read the phase first. */
    private static Map<String, Object> arranged(Map<String, Object> definition) {
        List<Object> columns = list(version(definition).get("additionalPrinterColumns"));
        columns.sort(Comparator.comparing(column -> COLUMNS.indexOf(object(column).get("name"))));
        return definition;
    }

    private static String render(Map<String, Object> definition) {
        DumpSettings plain =
                DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.BLOCK)
                        .setIndicatorIndent(0)
                        .setWidth(100)
                        // quotes the strings True and False, which are not booleans here
                        .setSchema(new CoreSchema())
                        .build();
        return """
        # Made from the records in crds/src/main/java; to bring it up to date:
        # %s
        %s\
        """
                .formatted(UPDATE, new Dump(plain).dumpToString(definition));
    }

    private static Map<String, Object> schema(Map<String, Object> definition) {
        return child(child(version(definition), "schema"), "openAPIV3Schema");
    }

    private static Map<String, Object> version(Map<String, Object> definition) {
        return object(list(child(definition, "spec").get("versions")).getFirst());
    }

    private static Map<String, Object> child(Map<String, Object> parent, String name) {
        Object found = parent.get(name);
        return found == null ? Map.of() : object(found);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }
}
