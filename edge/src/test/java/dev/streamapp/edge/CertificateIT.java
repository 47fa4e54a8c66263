package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** cert-manager and administrators change the Secret; the kubelet changes the files. */
@DisplayName("A changed certificate")
class CertificateIT {

    private final Packager packager = new Packager();
    private final Gateway gateway = new Gateway(packager);
    private Edge edge;

    @BeforeEach
    void start() {
        edge = Edge.start(gateway, Map.of("CERTIFICATE_SECONDS", "1"));
    }

    @AfterEach
    void stop() {
        edge.close();
        gateway.close();
        packager.close();
    }

    private String subject() {
        try (Wire wire = edge.https()) {
            return wire.certificate().getSubjectX500Principal().getName();
        }
    }

    private void shows(String host) {
        Awaitility.await("the certificate of " + host)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> subject().equals("CN=" + host));
    }

    @Test
    @DisplayName("is shown without a restart, while what is under way goes on")
    void changes() throws IOException {
        assertThat(subject()).isEqualTo("CN=" + Edge.HOST);
        String target = "/hls/_/" + gateway.admit("bench-7") + "/bench-7/1slow-1.mp4";
        try (Wire wire = edge.https()) {
            wire.write("GET " + target + " HTTP/1.1\r\nHost: live.example.com\r\n\r\n");

            edge.useCertificate(Certificate.make("second.example.com"));

            shows("second.example.com");
            assertThat(wire.read(true).body()).isEqualTo(Packager.LARGE);
        }
        assertThat(edge.isReady()).isTrue();
        edge.useCertificate(Certificate.make("third.example.com"));
        shows("third.example.com");
    }

    @Test
    @DisplayName("that is broken is complained about and not used; the next good one is")
    void broken() throws IOException {
        Certificate second = Certificate.make("second.example.com");
        edge.useCertificate(
                new Certificate(second.chain(), Certificate.make("x.example.com").key()));
        edge.awaitLog("cannot be used, the former one stays");
        assertThat(subject()).isEqualTo("CN=" + Edge.HOST);

        edge.useCertificate(new Certificate("", ""));
        edge.awaitLog("PEM_read");
        assertThat(subject()).isEqualTo("CN=" + Edge.HOST);
        assertThat(edge.isReady()).isTrue();
        assertThat(edge.logs()).doesNotContain("PRIVATE KEY");

        edge.useCertificate(second);
        shows("second.example.com");
    }

    @Test
    @DisplayName("is told to Prometheus, with when it ends")
    void end() throws IOException {
        edge.useCertificate(Certificate.make("second.example.com"));
        shows("second.example.com");

        try (Wire wire = edge.https();
                Wire metrics = Wire.plain(edge.port("PROBES"))) {
            long end = wire.certificate().getNotAfter().toInstant().getEpochSecond();
            assertThat(metrics.ask("GET", "/metrics").text())
                    .contains("streamapp_edge_certificate_end_timestamp_seconds " + end + "\n");
        }
    }

    @Test
    @DisplayName("is watched for no longer than nginx runs")
    void ends() {
        var processes = edge.process().descendants().toList();
        assertThat(processes)
                .as("nginx's workers, what it blots with, the watch")
                .hasSizeGreaterThan(2);

        edge.process().destroy();

        Awaitility.await("all of them end")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        !edge.process().isAlive()
                                && processes.stream().noneMatch(ProcessHandle::isAlive));
    }
}
