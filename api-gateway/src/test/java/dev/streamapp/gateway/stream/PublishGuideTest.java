package dev.streamapp.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.crds.SecretKeyRef;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PublishGuideTest {

    private static final String ADDRESS =
            "srt://ingest.example.com:10007?mode=caller&latency=200000&pbkeylen=32";

    private static PublishGuide guide(String passphrase) {
        var ingest =
                new Ingest(
                        "bench-1",
                        "srt",
                        ADDRESS,
                        true,
                        passphrase,
                        new SecretKeyRef("bench-1-ingest", "passphrase"),
                        passphrase == null ? null : Ingests.with(ADDRESS, passphrase),
                        null);
        return new PublishGuide(ingest, "Bench 1 & Co", "streams");
    }

    @Test
    @DisplayName("OBS gets everything in one address, in microseconds as it reads them")
    void obs() {
        assertThat(guide("0123456789").server()).isEqualTo(ADDRESS + "&passphrase=0123456789");
        assertThat(guide("with & and +").server())
                .isEqualTo(ADDRESS + "&passphrase=with%20%26%20and%20%2B");
    }

    @Test
    @DisplayName("RTMP gets server and key apart, as OBS asks for them, and a command with both")
    void rtmp() {
        String server = "rtmp://ingest.example.com:10007/live";
        var ingest =
                new Ingest(
                        "bench-1",
                        "rtmp",
                        server,
                        true,
                        "0123456789",
                        new SecretKeyRef("bench-1-stream-key", "streamKey"),
                        Ingests.with(server, "0123456789"),
                        null);
        var guide = new PublishGuide(ingest, "Bench 1", "streams");
        assertThat(guide.server()).isEqualTo(server);
        assertThat(guide.command()).endsWith("-f flv '" + server + "/0123456789'");
        assertThat(guide.code()).isNull();
    }

    @Test
    @DisplayName("a shell takes the passphrase for one word, whatever is in it")
    void shell() {
        assertThat(guide("it's $HOME").command())
                .endsWith("-passphrase 'it'\\''s $HOME' '" + ADDRESS + "'");
    }

    @Test
    @DisplayName("a phone gets address, milliseconds, passphrase and key length, each by its name")
    void phone() throws Exception {
        assertThat(QrCodeTest.read(Objects.requireNonNull(guide("0123456789").code())))
                .isEqualTo(
                        "larix://set/v1?conn[][name]=Bench%201%20%26%20Co"
                                + "&conn[][url]=srt%3A%2F%2Fingest.example.com%3A10007&conn[][overwrite]=on"
                                + "&conn[][srtmode]=c&conn[][srtlatency]=200&conn[][srtpass]=0123456789"
                                + "&conn[][srtpbkl]=32");
    }

    @Test
    @DisplayName("what is hidden is hidden everywhere")
    void hidden() {
        var guide = guide(null);

        assertThat(guide.hides()).isTrue();
        assertThat(guide.code()).isNull();
        assertThat(guide.server()).endsWith("&passphrase=PASSPHRASE");
        assertThat(guide.command()).contains("-passphrase 'PASSPHRASE' ");
    }
}
