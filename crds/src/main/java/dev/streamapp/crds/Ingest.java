package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Exactly one source of the picture. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "[has(self.srt), has(self.testPattern)].exists_one(given, given)",
        message =
                "ingest needs exactly one of srt and testPattern; for a camera or OBS write"
                        + " \"srt: {}\"")
public record Ingest(
        @JsonPropertyDescription(
                        "A publisher (OBS, a camera, ffmpeg) connects over SRT. \"srt: {}\" is"
                                + " enough: port and passphrase are then made by the system.")
                @Nullable SrtIngest srt,
        @JsonPropertyDescription(
                        "A moving test picture with a clock and a tone, made inside the pod; no"
                                + " publisher and no port are needed.")
                @Nullable TestPattern testPattern) {}
