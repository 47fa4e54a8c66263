package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Ingest over RTMP (Real-Time Messaging Protocol). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.port) || (self.port >= 1024 && self.port <= 65535)",
        message =
                "rtmp.port must be 1024 to 65535; leave it out to get a free one from the"
                        + " administrator's range")
public record RtmpIngest(
        @JsonPropertyDescription(
                        "The TCP port publishers send to, 1024 to 65535. Default: one from the"
                                + " administrator's range (10000-10100 unless configured"
                                + " otherwise), which then stays the stream's own.")
                @Nullable Integer port,
        @JsonPropertyDescription(
                        "A Secret of this namespace with the stream key, 10 to 64 of the characters"
                                + " A-Z a-z 0-9 _ and -. Default: a random one, made once, in the"
                                + " Secret NAME-stream-key under the key streamKey.")
                @Nullable StreamKeyRef streamKeySecretRef) {}
