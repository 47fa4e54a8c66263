package dev.streamapp.gateway.stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.streamapp.crds.SecretKeyRef;
import org.jspecify.annotations.Nullable;

/**
 * How to publish to a stream.
 *
 * @param protocol {@code srt}, {@code rtmp}, {@code rtsp}: a camera that is pulled, or {@code
 *     testPattern}: a picture made in the cluster
 * @param ingestUrl where to publish to, without the passphrase; null while it is not known
 * @param encrypted whether publishers need a passphrase, or a stream key
 * @param passphrase or stream key, null where none is needed, and where it is not the system's to
 *     tell
 * @param secret where the passphrase is kept
 * @param publishUrl all in one, as OBS takes it; null while a part of it is missing
 */
record Ingest(
        @JsonProperty("stream_id") String streamId,
        String protocol,
        @JsonProperty("ingest_url") @Nullable String ingestUrl,
        boolean encrypted,
        @Nullable String passphrase,
        @Nullable SecretKeyRef secret,
        @JsonProperty("publish_url") @Nullable String publishUrl,
        @JsonIgnore @Nullable Lack lack) {

    /** Why one cannot publish with this alone. */
    enum Lack {
        NOBODY_PUBLISHES("The picture is made in the cluster; nobody publishes to this stream."),
        PULLED("The stream is pulled from its source; nobody publishes to it."),
        NO_ADDRESS("The stream has no address yet; its condition Ready says why."),
        NOT_MADE("The passphrase has not been made yet; the operator makes it with the stream."),
        OWN_SECRET("The passphrase is in a Secret of your own, which StreamApp does not read."),
        FOREIGN_SECRET("The Secret of this name is not the stream's own and is not read.");

        private final String sentence;

        Lack(String sentence) {
            this.sentence = sentence;
        }
    }

    /** What is missing, in a sentence. */
    @JsonProperty
    @Nullable String message() {
        return lack == null ? null : lack.sentence;
    }

    /** Tells nobody the passphrase, logs least of all. */
    @Override
    public String toString() {
        return "Ingest[" + streamId + "]";
    }
}
