package dev.streamapp.operator.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code campaign/fields.yaml} says about one field; the file explains itself.
 *
 * @param in the spec it is tried in
 */
record FieldCases(
        Map<String, Object> in,
        List<Object> valid,
        Map<String, String> wrong,
        Map<String, String> refused,
        @Nullable String fixed,
        @Nullable String unseen,
        @Nullable String stays,
        boolean below) {

    private static final Path FILE = Path.of("src/test/resources/campaign/fields.yaml");
    private static final String DEFAULT_SPEC = "{\"ingest\": {\"srt\": {}}}";

    FieldCases(
            @JsonProperty("in") Map<String, Object> in,
            @JsonProperty("valid") List<Object> valid,
            @JsonProperty("wrong") Map<String, String> wrong,
            @JsonProperty("refused") Map<String, String> refused,
            @JsonProperty("fixed") @Nullable String fixed,
            @JsonProperty("unseen") @Nullable String unseen,
            @JsonProperty("stays") @Nullable String stays,
            @JsonProperty("below") boolean below) {
        this.in = in == null ? map(DEFAULT_SPEC) : in;
        this.valid = valid == null ? List.of() : valid;
        this.wrong = wrong == null ? Map.of() : wrong;
        this.refused = refused == null ? Map.of() : refused;
        this.fixed = fixed;
        this.unseen = unseen;
        this.stays = stays;
        this.below = below;
    }

    /** By path. */
    static Map<String, FieldCases> all() throws IOException {
        Map<String, Object> file = map(Files.readString(FILE));
        var cases = new LinkedHashMap<String, FieldCases>();
        file.forEach((path, said) ->
                cases.put(
                        path,
                        Serialization.unmarshal(Serialization.asYaml(said), FieldCases.class)));
        return Collections.unmodifiableMap(cases);
    }

    /** The key that speaks for a field. */
    static Optional<String> keyOf(String path, Map<String, FieldCases> cases) {
        for (String key = path; !key.isEmpty(); key = parent(key)) {
            FieldCases said = cases.get(key);
            if (said != null && (said.below() || key.equals(path))) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** Whether a key speaks of something that the definition has. */
    static boolean isOf(String key, Set<String> paths) {
        return paths.stream().anyMatch(path -> path.equals(key) || path.startsWith(key + "."));
    }

    private static String parent(String path) {
        return path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
    }

    /** The spec it is tried in, with the field set. */
    Map<String, Object> with(String path, Object value) {
        Map<String, Object> spec = copy(in);
        Map<String, Object> at = spec;
        String[] steps = path.split("\\.");
        for (int i = 0; i < steps.length - 1; i++) {
            at = child(at, steps[i]);
        }
        at.put(steps[steps.length - 1], value);
        return spec;
    }

    private static Map<String, Object> copy(Map<String, Object> spec) {
        return map(Serialization.asYaml(spec));
    }

    private static Map<String, Object> map(String yaml) {
        return Serialization.unmarshal(yaml, new TypeReference<Map<String, Object>>() {});
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> map, String key) {
        return (Map<String, Object>) map.computeIfAbsent(key, _ -> new LinkedHashMap<>());
    }
}
