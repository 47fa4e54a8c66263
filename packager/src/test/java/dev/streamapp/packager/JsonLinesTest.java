package dev.streamapp.packager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A line of the log as JSON")
class JsonLinesTest {
    private final JsonLines lines = new JsonLines("studio", "bench-7");

    private static LogRecord entry(Level level, String message, Object... parameters) {
        LogRecord entry = new LogRecord(level, message);
        entry.setLoggerName("dev.streamapp.packager.Main");
        entry.setInstant(Instant.parse("2026-11-29T18:00:00.123Z"));
        entry.setParameters(parameters);
        return entry;
    }

    private static Map<String, String> read(String line) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                fields.put(json.currentName(), json.nextTextValue());
            }
            assertThat(json.nextToken()).as("what follows the object").isNull();
        }
        return fields;
    }

    @Test
    @DisplayName("says when, how bad, who, what, and of which stream")
    void fields() throws IOException {
        String line = lines.format(entry(Level.INFO, "ffmpeg: {0}", "\"x\"\nand\t…"));

        assertThat(line).doesNotContain("\n");
        assertThat(read(line))
                .containsEntry("@timestamp", "2026-11-29T18:00:00.123Z")
                .containsEntry("level", "INFO")
                .containsEntry("logger_name", "dev.streamapp.packager.Main")
                .containsEntry("message", "ffmpeg: \"x\"\nand\t…")
                .containsEntry("namespace", "studio")
                .containsEntry("stream", "bench-7")
                .doesNotContainKey("stack_trace");
    }

    @Test
    @DisplayName("has the whole stack trace of what was thrown")
    void stackTrace() throws IOException {
        LogRecord entry = entry(Level.SEVERE, "The packager cannot go on");
        entry.setThrown(new IllegalStateException("outer", new IOException("inner")));
        String line = lines.format(entry);

        assertThat(line).doesNotContain("\n");
        assertThat(read(line).get("stack_trace"))
                .contains(
                        "IllegalStateException: outer",
                        "at " + JsonLinesTest.class.getName(),
                        "Caused by: java.io.IOException: inner");
    }

    @Test
    @DisplayName("is what the program writes from its first line on, and to its end")
    void process() throws IOException, InterruptedException {
        var program =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@java.args",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName());
        program.environment()
                .putAll(Map.of("LOG_FORMAT", "json", "STREAM_NAME", "b7", "HLS_WINDOW", "1"));
        Process process = program.start();
        String written = new String(process.getErrorStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(read(written))
                .containsEntry("level", "ERROR")
                .containsEntry("stream", "b7")
                .containsEntry("message", "HLS_WINDOW is '1'; it must be a number from 3 to 1000");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"SEVERE, ERROR", "WARNING, WARN", "INFO, INFO", "FINE, DEBUG"})
    @DisplayName("names levels as the other programs do")
    void levels(String level, String named) throws IOException {
        assertThat(read(lines.format(entry(Level.parse(level), "x"))))
                .containsEntry("level", named);
    }
}
