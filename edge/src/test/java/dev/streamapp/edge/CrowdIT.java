package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many viewers who want the same new file of a packager that takes its time. */
@DisplayName("Of a crowd that asks a slow packager at once")
class CrowdIT {

    private static final int VIEWERS = 40;

    /** For how long nginx has others wait for a segment that one of them has asked for. */
    private static final Duration LOCKED = Duration.ofSeconds(3);

    /** With another file each, where the machine was too slow for one to tell anything. */
    private static final int ATTEMPTS = 5;

    private final Packager packager = new Packager();
    private final Gateway gateway = new Gateway(packager);
    private Edge edge;

    @BeforeEach
    void start() {
        edge = Edge.start(gateway, Map.of());
    }

    @AfterEach
    void stop() {
        edge.close();
        gateway.close();
        packager.close();
    }

    @Test
    @DisplayName("for a segment, one request gets through to it")
    void segment() throws Exception {
        int attempt = 0;
        Duration took;
        do {
            attempt++;
            Instant start = Instant.now();
            assertThat(askAll("1late-%d.mp4".formatted(attempt)))
                    .hasSize(VIEWERS)
                    .containsOnly(200);
            took = Duration.between(start, Instant.now());
        } while (took.compareTo(LOCKED) >= 0 && attempt < ATTEMPTS);

        assertThat(packager.seen()).hasSize(1);
    }

    @Test
    @DisplayName("for a part, nobody waits for half a second on the others' behalf")
    void part() throws Exception {
        int attempt = 0;
        do {
            attempt++;
            assertThat(askAll("1late-7-%d.mp4".formatted(attempt)))
                    .hasSize(VIEWERS)
                    .containsOnly(200);
        } while (packager.seen().size() == 1 && attempt < ATTEMPTS);

        assertThat(packager.seen().size()).isGreaterThan(1);
    }

    private List<Integer> askAll(String file) throws InterruptedException {
        String token = gateway.admit("bench-7");
        // the gateway's word is known beforehand
        edge.get("/hls/_/" + token + "/bench-7/1abcd-1.mp4");
        packager.forget();
        Callable<Integer> viewer = () -> edge.get("/hls/_/" + token + "/bench-7/" + file).status();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(VIEWERS, viewer)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}
