package dev.streamapp.gateway.viewing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.viewing.LinkFigures.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The figures of a link")
class LinkFiguresTest {

    static final String METRICS =
            """
            # HELP streamapp_srt_dropped_packets_total Packets that did not come in time.
            # TYPE streamapp_srt_dropped_packets_total counter
            streamapp_srt_dropped_packets_total 7.0
            streamapp_srt_latency_seconds 0.2
            streamapp_srt_lost_packets_total 60.0
            streamapp_srt_received_packets_total 1.2E7
            streamapp_srt_retransmitted_packets_total 53.0
            streamapp_srt_rtt_seconds 0.0481
            streamapp_http_requests_total{code="200"} 12.0
            """;

    @Test
    @DisplayName("are read from the packager's metrics")
    void read() {
        assertThat(LinkFigures.of(METRICS))
                .contains(new LinkFigures(0.0481, 0.2, new Traffic(12_000_000, 53, 60, 7)));
    }

    @Test
    @DisplayName("are none while nobody publishes over SRT")
    void none() {
        String silent = METRICS.replaceAll("(?m)^streamapp_srt_(rtt|latency)_seconds .*\n", "");

        assertThat(LinkFigures.of(silent)).isEmpty();
        assertThat(LinkFigures.of("")).isEmpty();
    }

    @Test
    @DisplayName("have the names that the packager's metrics have")
    void names() throws IOException {
        String page = Files.readString(Path.of("../docs/metrics.md"));

        assertThat(Pattern.compile("(?m)^(streamapp_srt_\\w+) ").matcher(METRICS).results())
                .hasSize(6)
                .allSatisfy(name -> assertThat(page).contains("| `" + name.group(1) + "` |"));
    }

    @Test
    @DisplayName("tell the share of packets lost since they were asked for before")
    void loss() {
        var before = new Traffic(1_000, 10, 10, 1);
        var now = new Traffic(1_200, 20, 20, 4);

        Traffic recent = now.since(before);

        assertThat(recent).isEqualTo(new Traffic(200, 10, 10, 3));
        assertThat(recent.loss()).hasValue(5);
        assertThat(before.since(now)).as("after a restart").isNull();
        assertThat(now.since(now).loss()).as("without a packet").isEmpty();
    }

    @Test
    @DisplayName("come back from a page as they went")
    void text() {
        var traffic = new Traffic(1_200, 20, 0, 4);

        assertThat(Traffic.parse(traffic.toString())).isEqualTo(traffic);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1-2-3", "1-2-3-x", "-1-2-3-4", "1-2-3-9999999999999999999", "null"})
    @DisplayName("that nobody wrote are none")
    void nonsense(String text) {
        assertThat(Traffic.parse(text)).isNull();
    }
}
