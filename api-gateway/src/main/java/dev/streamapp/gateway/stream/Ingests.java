package dev.streamapp.gateway.stream;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.SecretKeyRef;
import dev.streamapp.crds.SrtIngest;
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
        SrtIngest srt = stream.getSpec().ingest().srt();
        if (srt == null || !IngestPassphrases.isMade(srt)) {
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
        SrtIngest srt = stream.getSpec().ingest().srt();
        boolean own = srt != null && srt.passphraseSecretRef() != null;
        return answer(stream, null, own ? Lack.OWN_SECRET : null);
    }

    private static Ingest answer(
            LiveStream stream, @Nullable String passphrase, @Nullable Lack passphraseLack) {
        String streamId = stream.getMetadata().getName();
        SrtIngest srt = stream.getSpec().ingest().srt();
        if (srt == null) {
            return new Ingest(
                    streamId, "testPattern", null, false, null, null, null, Lack.NOBODY_PUBLISHES);
        }
        String address = StreamView.statusOf(stream).ingestUrl();
        return new Ingest(
                streamId,
                "srt",
                address,
                srt.encrypted(),
                passphrase,
                secret(streamId, srt),
                publishUrl(srt, address, passphrase),
                address == null ? Lack.NO_ADDRESS : passphraseLack);
    }

    private static @Nullable SecretKeyRef secret(String streamId, SrtIngest srt) {
        return IngestPassphrases.isMade(srt)
                ? IngestPassphrases.of(streamId)
                : srt.passphraseSecretRef();
    }

    private static @Nullable String publishUrl(
            SrtIngest srt, @Nullable String address, @Nullable String passphrase) {
        if (address == null || !srt.encrypted()) {
            return address;
        }
        return passphrase == null ? null : with(address, passphrase);
    }

    /** An address with the passphrase in it, or with something that stands for it. */
    static String with(String address, String passphrase) {
        return UriComponentsBuilder.fromUriString(address)
                .queryParam("passphrase", "{passphrase}")
                .encode()
                .buildAndExpand(passphrase)
                .toUriString();
    }
}
