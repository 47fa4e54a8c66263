package dev.streamapp.packager.ingest;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The packager's ingest")
class SupervisorTest {
    @TempDir Path directory;

    /** For a caller who never comes; its ffmpeg starts once the packager is told to stop. */
    private static final class Late implements Source {
        private final Source listener;
        final CountDownLatch starting = new CountDownLatch(1);
        private final CountDownLatch closed = new CountDownLatch(1);

        Late(int port) {
            listener = new SrtListener("127.0.0.1", port, Duration.ZERO, null, 16);
        }

        @Override
        public List<String> input() {
            return listener.input();
        }

        @Override
        public @Nullable InputStream feed(Runnable refused) {
            starting.countDown();
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return null;
        }

        @Override
        public void close() {
            closed.countDown();
        }

        @Override
        public List<String> secrets() {
            return List.of();
        }

        @Override
        public Duration latency() {
            return Duration.ZERO;
        }
    }

    @Test
    @DisplayName("ends, too, when it is told to while ffmpeg is being started")
    void stoppedBetweenTwo() throws Exception {
        var source = new Late(Stage.freePort());
        var stage = new Stage(source, directory);
        source.starting.await();
        stage.close();
    }
}
