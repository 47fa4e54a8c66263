package dev.streamapp.packager.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The kernel's table of UDP sockets")
class UdpSocketsTest {
    @Test
    @DisplayName("tells whether a port is bound and how much waits on it")
    void table(@TempDir Path directory) throws IOException {
        Path table = directory.resolve("udp");
        Files.writeString(
                table,
                """
                   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid
                 9238: 0100007F:2553 00000000:0000 07 00000000:000001A0 00:00000000 00000000     0
                 9239: 00000000:2328 00000000:0000 07 00000000:00000000 00:00000000 00000000     0
                """);
        UdpSockets sockets = new UdpSockets(List.of(table, directory.resolve("missing")));
        assertThat(sockets.queued(0x2553)).isEqualTo(0x1a0);
        assertThat(sockets.bound(9000)).isTrue();
        assertThat(sockets.queued(9000)).isZero();
        assertThat(sockets.bound(9001)).isFalse();
    }
}
