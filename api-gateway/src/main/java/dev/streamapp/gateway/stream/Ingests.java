package dev.streamapp.gateway.stream;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.SecretKeyRef;
import dev.streamapp.gateway.platform.Audit;
import dev.streamapp.gateway.stream.Ingest.Lack;
import dev.streamapp.gateway.stream.IngestPassphrases.Found;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Tells admins how to publish to a stream. Each passphrase told is in the audit log. */
@Component
class Ingests {

    private final IngestPassphrases passphrases;
    private final Audit audit;

    Ingests(IngestPassphrases passphrases, Audit audit) {
        this.passphrases = passphrases;
        this.audit = audit;
    }

    /** All there is to know; reads the passphrase. */
    Ingest complete(LiveStream stream) {
        if (!stream.getSpec().ingest().listens()
                || !IngestPassphrases.isNeeded(stream)
                || IngestPassphrases.given(stream) != null) {
            return withoutPassphrase(stream);
        }
        return switch (passphrases.read(stream)) {
            case Found.Own(String passphrase) -> {
                // what cannot be written down is not told
                audit.record("stream.passphrase", stream.getMetadata().getName());
                yield answer(stream, passphrase, null);
            }
            case Found.Missing() -> answer(stream, null, Lack.NOT_MADE);
            case Found.Foreign() -> answer(stream, null, Lack.FOREIGN_SECRET);
        };
    }

    /** What is no secret. */
    Ingest withoutPassphrase(LiveStream stream) {
        boolean own = IngestPassphrases.given(stream) != null;
        return answer(stream, null, own ? Lack.OWN_SECRET : null);
    }

    private static Ingest answer(
            LiveStream stream, @Nullable String passphrase, @Nullable Lack passphraseLack) {
        String streamId = stream.getMetadata().getName();
        var ingest = stream.getSpec().ingest();
        if (!ingest.listens()) {
            String protocol =
                    ingest.rtsp() != null ? "rtsp" : ingest.srt() != null ? "srt" : "testPattern";
            Lack why = ingest.pulls() ? Lack.PULLED : Lack.NOBODY_PUBLISHES;
            return new Ingest(streamId, protocol, null, false, null, null, null, why);
        }
        String protocol = ingest.rtmp() == null ? "srt" : "rtmp";
        String address = address(stream, protocol);
        boolean needed = IngestPassphrases.isNeeded(stream);
        return new Ingest(
                streamId,
                protocol,
                address,
                needed,
                passphrase,
                secret(stream),
                needed ? publishUrl(address, passphrase) : address,
                address == null ? Lack.NO_ADDRESS : passphraseLack);
    }

    /** The way in may still be the former one, where the one that is wished for was refused. */
    private static @Nullable String address(LiveStream stream, String protocol) {
        String known = StreamView.statusOf(stream).ingestUrl();
        return known != null && known.startsWith(protocol + ":") ? known : null;
    }

    private static @Nullable SecretKeyRef secret(LiveStream stream) {
        SecretKeyRef given = IngestPassphrases.given(stream);
        if (given != null || !IngestPassphrases.isNeeded(stream)) {
            return given;
        }
        return IngestPassphrases.of(stream);
    }

    private static @Nullable String publishUrl(
            @Nullable String address, @Nullable String passphrase) {
        return address == null || passphrase == null ? null : with(address, passphrase);
    }

    /** An address with the passphrase in it, or with something that stands for it. */
    static String with(String address, String passphrase) {
        if (address.startsWith("rtmp:")) {
            return address + "/" + passphrase;
        }
        return UriComponentsBuilder.fromUriString(address)
                .queryParam("passphrase", "{passphrase}")
                .encode()
                .buildAndExpand(passphrase)
                .toUriString();
    }
}
