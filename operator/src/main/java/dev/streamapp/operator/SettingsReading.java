package dev.streamapp.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads an environment and collects every complaint, so that one start shows all of them. */
final class SettingsReading {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> environment;
    private final List<String> complaints = new ArrayList<>();

    SettingsReading(Map<String, String> environment) {
        this.environment = environment;
    }

    @Nullable String optional(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    <T> @Nullable T optional(String name, Function<String, T> parser) {
        String value = optional(name);
        return value == null ? null : parse(name, value, parser).orElse(null);
    }

    String text(String name, String byDefault) {
        String value = optional(name);
        return value == null ? byDefault : value;
    }

    /** The first of the choices where none is made. */
    String oneOf(String name, String... choices) {
        String value = text(name, choices[0]);
        check(
                List.of(choices).contains(value),
                "%s must be %s, not \"%s\"".formatted(name, String.join(" or ", choices), value));
        return value;
    }

    String required(String name) {
        String value = optional(name);
        check(value != null, name + " must be set");
        return value == null ? "" : value;
    }

    Set<String> words(String name) {
        return Arrays.stream(text(name, "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    <T> T parsed(String name, String byDefault, Function<String, T> parser, T fallback) {
        return parse(name, text(name, byDefault), parser).orElse(fallback);
    }

    private <T> Optional<T> parse(String name, String value, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(value));
        } catch (IllegalArgumentException e) {
            complaints.add("%s cannot be \"%s\": %s".formatted(name, value, e.getMessage()));
            return Optional.empty();
        }
    }

    List<NetworkPolicyPeer> peers(String name) {
        return json(name, new TypeReference<List<NetworkPolicyPeer>>() {}, List.of());
    }

    <T> T json(String name, TypeReference<T> type, T byDefault) {
        return parsed(
                name,
                "",
                text -> {
                    try {
                        return text.isEmpty() ? byDefault : JSON.readValue(text, type);
                    } catch (JsonProcessingException e) {
                        throw new IllegalArgumentException(e.getOriginalMessage(), e);
                    }
                },
                byDefault);
    }

    void check(boolean right, String complaint) {
        if (!right) {
            complaints.add(complaint);
        }
    }

    void complain() {
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", complaints));
        }
    }
}
