package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Ingest over SRT (Secure Reliable Transport). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.port) || (self.port >= 1024 && self.port <= 65535)",
        message =
                "srt.port must be 1024 to 65535; leave it out to get a free one from the"
                        + " administrator's range")
@ValidationRule(
        value = Rules.LATENCY,
        message = "srt.latency must be a duration from 20ms to 8s, such as 200ms")
@ValidationRule(
        value = "self.mode == 'Caller' ? has(self.url) : !has(self.url) && !has(self.streamId)",
        message =
                "srt.url is where mode Caller calls, and srt.streamId which stream it asks for: name a"
                        + " url with mode Caller, and neither with mode Listener")
@ValidationRule(
        value = "self.mode != 'Caller' || !has(self.port)",
        message =
                "srt.port is for mode Listener; mode Caller listens nowhere: put the port into srt.url")
@ValidationRule(
        value = "!has(self.url) || self.url.matches(" + Rules.SRT_URL + ")",
        message =
                "srt.url must be srt://HOST:PORT and no more: latency, encryption and streamId are"
                        + " fields of their own")
@ValidationRule(
        value = "!has(self.streamId) || self.streamId.matches('^[!-~]{1,512}$')",
        message = "srt.streamId must be 1 to 512 printable ASCII characters without spaces")
@ValidationRule(
        value =
                "self.mode != 'Caller' || self.encryption == 'None' || has(self.passphraseSecretRef)",
        message =
                "srt.mode Caller needs the passphrase of the other side in srt.passphraseSecretRef, or"
                        + " encryption None")
@ValidationRule(
        value = "self.encryption != 'None' || !has(self.passphraseSecretRef)",
        message =
                "srt.passphraseSecretRef is of no use with encryption None: remove it, or choose"
                        + " AES128, AES192 or AES256")
public record SrtIngest(
        @JsonPropertyDescription(
                        "Who opens the connection. Listener: the stream waits for a publisher to"
                                + " call. Caller: the stream calls url, and again whenever that"
                                + " falls silent. Default: Listener.")
                @Default("Listener")
                Mode mode,
        @JsonPropertyDescription(
                        "The UDP port publishers send to, 1024 to 65535. Default: one from the"
                                + " administrator's range (10000-10100 unless configured"
                                + " otherwise), which then stays the stream's own.")
                @Nullable Integer port,
        @JsonPropertyDescription(
                        "Where mode Caller calls: srt://HOST:PORT. Default: none; required with mode"
                                + " Caller.")
                @Size(max = Rules.URL_LENGTH)
                @Nullable String url,
        @JsonPropertyDescription(
                        "Which stream mode Caller asks the other side for, as it is to be sent, such"
                                + " as #!::r=camera1: at most 512 printable characters. Default:"
                                + " none.")
                @Size(max = 512)
                @Nullable String streamId,
        @JsonPropertyDescription(
                        "How long SRT holds packets back to recover lost ones: a duration from 20ms"
                                + " to 8s, about four times the round trip to the publisher. The"
                                + " larger of this and the publisher's own counts. Default: 200ms.")
                @Default(SrtIngest.DEFAULT_LATENCY)
                @Size(max = Rules.DURATION_LENGTH)
                String latency,
        @JsonPropertyDescription(
                        "Encryption between publisher and stream: None, AES128, AES192 or AES256."
                                + " None lets anybody who reaches the port publish. Default:"
                                + " AES256.")
                @Default("AES256")
                Encryption encryption,
        @JsonPropertyDescription(
                        "A Secret of this namespace with the passphrase, 10 to 64 characters."
                                + " Default: a random one, made once, in the Secret"
                                + " NAME-ingest under the key passphrase; required with mode Caller"
                                + " unless encryption is None.")
                @Nullable SecretKeyRef passphraseSecretRef) {

    static final String DEFAULT_LATENCY = "200ms";

    /** Who opens the SRT connection. */
    public enum Mode {
        Listener,
        Caller
    }

    /** Key length of the encryption; None is none at all. */
    public enum Encryption {
        None(0),
        AES128(16),
        AES192(24),
        AES256(32);

        private final int keyLength;

        Encryption(int keyLength) {
            this.keyLength = keyLength;
        }

        /** Length of the key in bytes (SRT's {@code pbkeylen}); 0 for None. */
        public int keyLength() {
            return keyLength;
        }
    }

    /** Puts the schema's defaults where a manifest says nothing. */
    public SrtIngest {
        mode = Defaults.or(mode, Mode.Listener);
        latency = Defaults.or(latency, DEFAULT_LATENCY);
        encryption = Defaults.or(encryption, Encryption.AES256);
    }

    /** Whether publishers connect to the stream, and not the stream to a source. */
    public boolean listens() {
        return mode == Mode.Listener;
    }

    /** Whether publishers need a passphrase. */
    public boolean encrypted() {
        return encryption != Encryption.None;
    }
}
