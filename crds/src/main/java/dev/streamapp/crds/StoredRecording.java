package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import org.jspecify.annotations.Nullable;

/** A time on air that was kept. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(StatusFormats.class)
public record StoredRecording(
        @JsonPropertyDescription("Its name in addresses; unique in the stream.") String id,
        @JsonPropertyDescription("When it begins (RFC 3339).") @Nullable String startTime,
        @JsonPropertyDescription("How long it is, in seconds; absent while it goes on.")
                @Nullable Long seconds,
        @JsonPropertyDescription("How large it is, in bytes; absent while it goes on.")
                @Nullable Long bytes,
        @JsonPropertyDescription("Whether it goes on.") @Nullable Boolean ongoing,
        @JsonPropertyDescription("Its playlist, reachable inside the cluster.")
                @Nullable String url) {}
