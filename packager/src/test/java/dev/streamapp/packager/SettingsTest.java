package dev.streamapp.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamapp.packager.recording.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Settings")
class SettingsTest {
    @Test
    @DisplayName("have defaults for everything")
    void defaults() {
        Settings settings = Settings.of(Map.of());
        assertThat(settings.targets().segment()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.targets().part()).isEqualTo(Duration.ofMillis(200));
        assertThat(settings.targets().window()).isEqualTo(8);
        assertThat(settings.reconnectWindow()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.source()).hasToString("SRT on 0.0.0.0:9000 unencrypted");
        assertThat(settings.mediaPort()).isEqualTo(8080);
        assertThat(settings.controlPort()).isEqualTo(9090);
    }

    @Test
    @DisplayName("give up no recording of which nothing is said any more")
    void recordings() {
        Policy policy = Settings.of(Map.of()).recording();
        assertThat(policy.enabled()).isFalse();
        assertThat(policy.retention()).isGreaterThan(Duration.ofDays(10_000));
        assertThat(policy.maxBytes()).isGreaterThan(1L << 50);
        assertThat(Instant.now().minus(policy.retention())).isBefore(Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({"200ms, 200", "2s, 2000", "1m30s, 90000", "1h, 3600000", "1s500ms, 1500"})
    @DisplayName("understand Kubernetes durations")
    void durations(String text, long millis) {
        assertThat(Settings.of(Map.of("RECONNECT_WINDOW", text)).reconnectWindow().toMillis())
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "INGEST_KIND, ndi, srt",
        "HLS_PART_DURATION, 1500ms, half",
        "HLS_PART_DURATION, 0s, half",
        "HLS_SEGMENT_DURATION, two, duration",
        "HLS_WINDOW, 1, from 3",
        "SRT_PASSPHRASE, short, 10 to 64",
        "SRT_PASSPHRASE, '', 10 to 64",
        "SRT_KEY_LENGTH, 32, without SRT_PASSPHRASE",
        "SRT_KEY_LENGTH, 17, 16",
        "SRT_PORT, 70000, 65535",
        "LOG_FORMAT, xml, text or json",
        "MEDIA_PORT, x, number"
    })
    @DisplayName("refuse what makes no sense and say what would")
    void refused(String name, String value, String message) {
        assertThatThrownBy(() -> Settings.of(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(message);
    }

    @Test
    @DisplayName("know every kind of source")
    void kinds() {
        assertThat(
                        Settings.of(Map.of("INGEST_KIND", "rtmp", "RTMP_STREAM_KEY", "0123456789"))
                                .source())
                .hasToString("RTMP on 0.0.0.0:1935");
        assertThat(
                        Settings.of(
                                        Map.of(
                                                "INGEST_KIND",
                                                "srt-caller",
                                                "SRT_URL",
                                                "srt://encoder:9"))
                                .source())
                .hasToString("SRT from encoder:9 unencrypted");
        assertThat(
                        Settings.of(Map.of("INGEST_KIND", "rtsp", "RTSP_URL", "rtsp://camera/live"))
                                .source())
                .hasToString("RTSP from camera");
    }

    @ParameterizedTest
    @CsvSource({
        "rtmp, RTMP_STREAM_KEY, short, 10 to 64",
        "rtmp, RTMP_STREAM_KEY, with a blank, 10 to 64",
        "rtmp, RTMP_STREAM_KEY, '', must be set",
        "srt-caller, SRT_URL, srt://encoder, HOST:PORT",
        "srt-caller, SRT_URL, srt://encoder:9?mode=listener, HOST:PORT",
        "rtsp, RTSP_URL, rtsp://admin:secret@camera/live, without user",
        "rtsp, RTSP_TRANSPORT, HTTP, TCP or UDP"
    })
    @DisplayName("refuse sources that are not what they seem")
    void refusedSource(String kind, String name, String value, String message) {
        assertThatThrownBy(() -> Settings.of(Map.of("INGEST_KIND", kind, name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    @Test
    @DisplayName("never print the passphrase")
    void secret() {
        Settings settings = Settings.of(Map.of("SRT_PASSPHRASE", "a-secret-of-mine"));
        assertThat(settings.toString()).doesNotContain("a-secret-of-mine");
    }
}
