package dev.streamapp.gateway.stream;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.SecretKeyRef;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/** How to publish to a stream, for those who set up the publisher by hand. */
record PublishGuide(Ingest ingest, String title, String namespace) {

    /** What stands for a passphrase that is not shown. */
    private static final String SOME = "PASSPHRASE";

    private static final int MICROSECONDS = 1000;

    static PublishGuide of(LiveStream stream, Ingest ingest) {
        String title = stream.getSpec().title();
        return new PublishGuide(
                ingest,
                title == null || title.isBlank() ? ingest.streamId() : title,
                stream.getMetadata().getNamespace());
    }

    /** Whether the passphrase can be shown and is not. */
    public boolean hides() {
        return ingest.encrypted()
                && ingest.passphrase() == null
                && ingest.lack() != Ingest.Lack.OWN_SECRET;
    }

    /** Word for what is missing; null when nothing is. */
    public @Nullable String lack() {
        return ingest.lack() == null ? null : ingest.lack().name();
    }

    /** What OBS calls the server. */
    public @Nullable String server() {
        String address = ingest.ingestUrl();
        if (address == null || !ingest.encrypted() || isRtmp()) {
            return address;
        }
        return Ingests.with(address, passphrase());
    }

    /** A command that publishes a file. */
    public String command() {
        String encoding =
                "ffmpeg -re -i FILE -c:v libx264 -preset veryfast -tune zerolatency -g 25 -c:a aac -f ";
        if (isRtmp()) {
            return encoding + "flv " + quoted(ingest.ingestUrl() + "/" + passphrase());
        }
        String encryption = ingest.encrypted() ? "-passphrase " + quoted(passphrase()) + " " : "";
        return encoding + "mpegts " + encryption + quoted(String.valueOf(ingest.ingestUrl()));
    }

    /**
     * How to read a passphrase that is not ours to tell. Names in a LiveStream may hold anything.
     */
    public String kubectl() {
        SecretKeyRef secret = ingest.secret();
        return secret == null
                ? ""
                : "kubectl get secret %s -n %s -o jsonpath=%s | base64 -d"
                        .formatted(
                                quoted(secret.name()),
                                namespace,
                                quoted("{.data." + secret.key().replace(".", "\\.") + "}"));
    }

    /** A code that sets up a connection in Larix and in apps that read its links. */
    public @Nullable QrCode code() {
        String address = ingest.ingestUrl();
        if (ingest.publishUrl() == null || address == null || isRtmp()) {
            return null;
        }
        UriComponents parts = UriComponentsBuilder.fromUriString(address).build();
        var link = new PhoneLink();
        link.add("name", title);
        link.add("url", "srt://%s:%d".formatted(parts.getHost(), parts.getPort()));
        link.add("overwrite", "on");
        link.add("srtmode", "c");
        String latency = parts.getQueryParams().getFirst("latency");
        if (latency != null) {
            link.add("srtlatency", Long.toString(Long.parseLong(latency) / MICROSECONDS));
        }
        if (ingest.passphrase() != null) {
            link.add("srtpass", ingest.passphrase());
            link.add("srtpbkl", String.valueOf(parts.getQueryParams().getFirst("pbkeylen")));
        }
        return QrCode.of(link.toString());
    }

    private boolean isRtmp() {
        return ingest.protocol().equals("rtmp");
    }

    private String passphrase() {
        return ingest.passphrase() == null ? SOME : ingest.passphrase();
    }

    /** As a shell takes it for one word. */
    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
