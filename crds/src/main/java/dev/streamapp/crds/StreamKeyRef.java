package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where a stream key stands in a Secret of the stream's namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StreamKeyRef(
        @JsonPropertyDescription("Name of the Secret, in the namespace of the stream. Required.")
                @Required
                @Size(min = 1, max = 253)
                String name,
        @JsonPropertyDescription("Key within the Secret. Default: streamKey.")
                @Default(StreamKeyRef.DEFAULT_KEY)
                @Size(min = 1, max = 253)
                String key) {

    static final String DEFAULT_KEY = "streamKey";

    /** Puts the schema's default where a manifest says nothing. */
    public StreamKeyRef {
        key = Defaults.or(key, DEFAULT_KEY);
    }
}
