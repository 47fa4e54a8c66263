package dev.streamapp.packager.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What ffmpeg says")
class FfmpegLogTest {
    private final List<String> lines = new ArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<SrtStatistics> statistics = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final FfmpegLog log =
            new FfmpegLog(
                    List.of("topsecret123", ""),
                    nanos::get,
                    lines::add,
                    refused::incrementAndGet,
                    statistics::add);

    @Test
    @DisplayName("never shows the passphrase")
    void secret() {
        log.accept("[error] cannot open srt://0.0.0.0:9000?passphrase=topsecret123");
        assertThat(lines).containsExactly("[error] cannot open srt://0.0.0.0:9000?passphrase=***");
    }

    @Test
    @DisplayName("of the link is told on as figures, and is no line of the log")
    void statistics() {
        String line =
                "srt-statistics rtt_us=7788 latency_ms=200 buffer_ms=119 bytes=100120 received=75"
                        + " lost=2 retransmitted=1 dropped=3";
        log.accept(line);
        log.accept("    service_name    : " + line);
        String mixed = line + "4:5:6/SRT:RcvQ: [error] in between";
        log.accept(mixed);
        log.accept(line.replace("75", "75000000000000000000"));
        assertThat(statistics)
                .containsExactly(
                        new SrtStatistics(
                                Duration.ofNanos(7_788_000),
                                Duration.ofMillis(200),
                                Duration.ofMillis(119),
                                new SrtStatistics.Traffic(100_120, 75, 2, 1, 3)));
        assertThat(lines).containsExactly(mixed);
    }

    @Test
    @DisplayName("a thousand equal lines are one")
    void repeated() {
        for (int i = 0; i < 1000; i++) {
            log.accept("[mp4 @ 0x55cbf379e6%02x] [error] the same".formatted(i % 100));
        }
        assertThat(lines).hasSize(1);
        nanos.addAndGet(61_000_000_000L);
        log.accept("[mp4 @ 0x55cbf379e600] [error] the same");
        assertThat(lines).hasSize(3).anyMatch(line -> line.contains("999 repetitions"));
    }

    @Test
    @DisplayName("a thousand different lines are ten a second")
    void flood() {
        for (int i = 0; i < 1000; i++) {
            log.accept("[error] problem " + i);
        }
        assertThat(lines).hasSize(10);
        nanos.addAndGet(2_000_000_000L);
        log.accept("[error] later");
        assertThat(lines).hasSize(12).anyMatch(line -> line.contains("990 lines left out"));
    }

    @Test
    @DisplayName("a line without an end costs no memory, and what is no warning is not passed on")
    void endless() {
        String text = "[error] " + "x".repeat(3_000_000) + "\n[info] frame=1\n";
        log.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst()).hasSizeLessThan(500);
    }

    @Test
    @DisplayName("a refused publisher is counted once for each attempt")
    void refused() {
        String prefix = "04:57:00.521157/SRT:RcvQ:w1!W:SRT.cn: ";
        for (int attempt = 0; attempt < 2; attempt++) {
            log.accept(prefix + "KMREQ/rcv: (snd) Rx process failure - BADSECRET");
            log.accept(prefix + "@1029223062:newConnection: connection rejected");
            log.accept(prefix + "processConnectRequest: rsp(REJECT): 1010 - Incorrect passphrase");
        }
        assertThat(refused).hasValue(2);
        assertThat(lines).hasSize(3).allMatch(line -> line.startsWith("[warning] srt: "));
    }

    @Test
    @DisplayName("names the codecs that came in, not those that go out")
    void codecs() {
        log.accept("[info]   Stream #0:0[0x100]: Video: mjpeg (Baseline), yuvj420p, 640x480");
        log.accept("[info]   Stream #0:1[0x101](eng): Audio: pcm_alaw, 8000 Hz, mono, s16");
        log.accept("[info]   Stream #0:1(eng): Audio: aac (LC) (mp4a / 0x6134706D), 48000 Hz");
        assertThat(log.diagnosis().video()).isEqualTo("mjpeg");
        assertThat(log.diagnosis().audio()).isEqualTo("pcm_alaw");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[rtsp @ 0x5] [error] method DESCRIBE failed: 401 Unauthorized | BAD_CREDENTIALS",
                "[rtsp @ 0x5] [error] method DESCRIBE failed: 401Unauthorized | BAD_CREDENTIALS",
                "[rtsp @ 0x5] [error] method DESCRIBE failed: 404 Not Found | REFUSED",
                "[tcp @ 0x5] [error] Connection to tcp://10.0.0.1:554 failed: Connection refused | REFUSED",
                "[tcp @ 0x5] [error] Connection to tcp://10.0.0.1:554 failed: No route to host | UNREACHABLE",
                "[tcp @ 0x5] [error] Failed to resolve hostname camera: Name or service not known | UNREACHABLE",
                "21:00:04.575622/SRT:RcvQ:w1!W:SRT.cn: processAsyncConnectRequest: REJECT reported from HS processing: Incorrect passphrase - not processing further | BAD_CREDENTIALS",
                "[srt @ 0x5] [error] Connection to srt://10.0.0.1:9 failed: Input/output error | UNREACHABLE",
                "[in#0 @ 0x5] [error] Error opening input: Invalid data found | FAILED"
            })
    @DisplayName("tells why a source could not be pulled")
    void why(String line, Ending ending) {
        log.accept(line);
        log.accept("[error] rtsp://10.0.0.1/live: Input/output error");
        assertThat(log.diagnosis().why()).isEqualTo(ending);
    }
}
