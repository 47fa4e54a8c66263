package dev.streamapp.operator.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A field of the spec, from the generated definition.
 *
 * @param path such as {@code hls.window}
 * @param schema its OpenAPI schema
 */
record Field(String path, JsonNode schema) {

    private static final Path DEFINITION = Path.of("../crds/livestreams.streamapp.dev.yaml");

    /** Every field that holds no further ones. */
    static List<Field> all() throws IOException {
        JsonNode definition = Serialization.unmarshal(Files.readString(DEFINITION), JsonNode.class);
        JsonNode spec = definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        return below("", spec).toList();
    }

    /** One that holds further fields. */
    static Field branch(String path) {
        return new Field(path, new ObjectMapper().createObjectNode().put("type", "object"));
    }

    private static Stream<Field> below(String path, JsonNode schema) {
        JsonNode properties = schema.path("properties");
        if (properties.isEmpty()) {
            return Stream.of(new Field(path, schema));
        }
        String prefix = path.isEmpty() ? "" : path + ".";
        return properties
                .propertyStream()
                .flatMap(field -> below(prefix + field.getKey(), field.getValue()));
    }

    /** Values of another type, and texts beyond what the schema allows. */
    List<Object> wrongByType() {
        List<Object> wrong = new ArrayList<>();
        switch (schema.path("type").asText()) {
            case "integer", "number" -> wrong.addAll(List.of("many", true, 1.5));
            case "boolean" -> wrong.addAll(List.of("perhaps", 1));
            case "string" ->
                    wrong.addAll(
                            List.of(7, true, List.of("a"), new ObjectMapper().createObjectNode()));
            case "array" -> wrong.addAll(List.of("one", 1));
            case "object" -> wrong.addAll(List.of("one", 1, List.of("a")));
            default -> {}
        }
        if (schema.has("enum")) {
            wrong.addAll(List.of("Nonsense", ""));
        }
        if (schema.has("maxLength")) {
            wrong.add("1".repeat(schema.get("maxLength").asInt() + 1));
        }
        return wrong;
    }

    /** A value written as a YAML key, which is a text, as the value it stands for. */
    Object value(String written) {
        try {
            return schema.path("type").asText().equals("string")
                    ? written
                    : new ObjectMapper().readValue(written, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(path + ": " + written, e);
        }
    }

    /** Whether a user may write any text. */
    boolean isFreeText() {
        return schema.path("type").asText().equals("string") && !schema.has("enum");
    }

    @Override
    public String toString() {
        return path;
    }

    /** The last part of the path: what a message must name. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
