package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(askAll("1late-7.mp4")).hasSize(VIEWERS).containsOnly(200);

        assertThat(packager.seen()).hasSize(1);
    }

    @Test
    @DisplayName("for a part, nobody waits for half a second on the others' behalf")
    void part() throws Exception {
        assertThat(askAll("1late-7-2.mp4")).hasSize(VIEWERS).containsOnly(200);

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
