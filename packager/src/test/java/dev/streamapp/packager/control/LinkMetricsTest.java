package dev.streamapp.packager.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.packager.ingest.SrtStatistics;
import dev.streamapp.packager.ingest.SrtStatistics.Traffic;
import dev.streamapp.packager.live.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The link's metrics")
class LinkMetricsTest {
    private final Metrics metrics = new Metrics();
    private long nanos = -1;
    private final LinkMetrics link =
            new LinkMetrics(metrics, new Time(Clock.systemUTC(), () -> nanos));

    private void told(Traffic traffic) {
        link.accept(
                new SrtStatistics(
                        Duration.ofMillis(30),
                        Duration.ofMillis(200),
                        Duration.ofMillis(170),
                        traffic));
    }

    private String scraped() throws IOException {
        return new String(metrics.scrape(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("count on from one connection to the next")
    void connections() throws IOException {
        assertThat(scraped()).contains("streamapp_srt_received_packets_total 0.0\n");
        told(new Traffic(1000, 10, 1, 1, 0));
        told(new Traffic(5000, 50, 4, 3, 2));
        told(new Traffic(100, 1, 0, 0, 0));
        told(new Traffic(7000, 70, 6, 5, 1));
        assertThat(scraped())
                .contains("streamapp_srt_received_bytes_total 12000.0\n")
                .contains("streamapp_srt_received_packets_total 120.0\n")
                .contains("streamapp_srt_lost_packets_total 10.0\n")
                .contains("streamapp_srt_retransmitted_packets_total 8.0\n")
                .contains("streamapp_srt_dropped_packets_total 3.0\n");
    }

    @Test
    @DisplayName("never go back, also where a connection lasts for a second only")
    void shortConnection() throws IOException {
        told(new Traffic(190_000, 190, 12, 10, 2));
        told(new Traffic(195_000, 195, 0, 0, 0));
        assertThat(scraped())
                .contains("streamapp_srt_received_packets_total 385.0\n")
                .contains("streamapp_srt_lost_packets_total 12.0\n")
                .contains("streamapp_srt_dropped_packets_total 2.0\n");
    }

    @Test
    @DisplayName("tell of times in seconds, while there is a link")
    void times() throws IOException {
        assertThat(scraped()).doesNotContain("streamapp_srt_rtt_seconds");
        told(Traffic.NONE);
        nanos += Duration.ofSeconds(4).toNanos();
        assertThat(scraped())
                .contains("streamapp_srt_rtt_seconds 0.03\n")
                .contains("streamapp_srt_latency_seconds 0.2\n")
                .contains("streamapp_srt_buffer_seconds 0.17\n");
        nanos += Duration.ofSeconds(2).toNanos();
        assertThat(scraped()).doesNotContain("_seconds");
    }
}
