package dev.streamapp.packager.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.packager.live.Time;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A process that ended")
class FfmpegProcessTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "exit 1, false",
        // error numbers of ffmpeg 7: a time-out, a refused connection, an error of input or output
        "exit 146, false",
        "exit 145, false",
        "exit 251, false",
        "kill -TERM $$, false",
        "kill -KILL $$, true",
        "kill -SEGV $$, true"
    })
    @DisplayName("was killed, or said so by its status")
    void signalled(String script, boolean killed) throws IOException {
        Time time = Time.system();
        var log = new FfmpegLog(List.of(), time.ticker(), line -> {}, () -> {}, told -> {});
        var process = FfmpegProcess.start(List.of("sh", "-c", script), null, log, time);
        process.kill();
        assertThat(process.signalled()).isEqualTo(killed);
    }
}
