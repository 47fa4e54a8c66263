package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An IP camera that is pulled over RTSP (Real-Time Streaming Protocol). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.url.matches(" + Rules.RTSP_URL + ")",
        message =
                "rtsp.url must be rtsp://HOST[:PORT][/PATH][?QUERY] without user and password: those"
                        + " belong into a Secret that rtsp.credentialsSecretRef names")
@ValidationRule(
        value = "!self.url.matches(" + Rules.RTSP_OPTION + ")",
        message = "rtsp.url must not choose the transport in its query; rtsp.transport is for that")
public record RtspIngest(
        @JsonPropertyDescription(
                        "Where the camera is pulled from: rtsp://HOST[:PORT][/PATH][?QUERY], without"
                                + " user and password. Required.")
                @Required
                @Size(max = Rules.URL_LENGTH)
                String url,
        @JsonPropertyDescription(
                        "The Secret with the camera's user and password. Default: none, the camera is"
                                + " asked without.")
                @Nullable CredentialsRef credentialsSecretRef,
        @JsonPropertyDescription(
                        "How pictures come: TCP through the one connection, or UDP, where the network"
                                + " loses nothing and passes the camera's packets to the pod."
                                + " Default: TCP.")
                @Default("TCP")
                Transport transport) {

    /** How RTP is carried. */
    public enum Transport {
        TCP,
        UDP
    }

    /** A Secret of type kubernetes.io/basic-auth, or of its form. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CredentialsRef(
            @JsonPropertyDescription(
                            "Name of the Secret, in the namespace of the stream, with the keys"
                                    + " username and password (type kubernetes.io/basic-auth)."
                                    + " Required.")
                    @Required
                    @Size(min = 1, max = 253)
                    String name) {}

    /** Puts the schema's defaults where a manifest says nothing. */
    public RtspIngest {
        transport = Defaults.or(transport, Transport.TCP);
    }
}
