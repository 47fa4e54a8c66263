package dev.streamapp.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

@DisplayName("A line of the operator's log")
class LogTest {

    private static final Map<String, String> STREAM =
            Map.of("resource.namespace", "studio", "resource.name", "cam", "resource.uid", "7");

    private static String line(String format, Map<String, String> mdc, Throwable thrown)
            throws Exception {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("LOG_FORMAT", format);
        var reading = new JoranConfigurator();
        reading.setContext(context);
        reading.doConfigure(LogTest.class.getResource("/logback.xml"));
        try {
            var event =
                    new LoggingEvent(
                            LogTest.class.getName(),
                            context.getLogger("dev.streamapp.operator.events.Announcer"),
                            Level.WARN,
                            "{}: \"on air\"",
                            thrown,
                            new Object[] {"OnAir"});
            event.setInstant(Instant.parse("2026-11-29T18:00:00.123Z"));
            event.setMDCPropertyMap(mdc);
            return new String(encoder(context, format).encode(event), UTF_8);
        } finally {
            context.stop();
        }
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, String format) {
        var appender = context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(format);
        return ((OutputStreamAppender<ILoggingEvent>) appender).getEncoder();
    }

    private static JsonNode json(Map<String, String> mdc, Throwable thrown) throws Exception {
        String line = line("json", mdc, thrown);
        assertThat(line.strip()).doesNotContain("\n");
        return new ObjectMapper().readTree(line);
    }

    @Test
    @DisplayName("is for people, with the stream it is about")
    void text() throws Exception {
        assertThat(line("text", STREAM, null))
                .isEqualTo(
                        "2026-11-29T18:00:00.123Z WARN  Announcer [studio/cam] OnAir: \"on air\"\n");
        assertThat(line("text", Map.of(), null)).doesNotContain("[");
    }

    @Test
    @DisplayName("is JSON on demand, with the stream it is about")
    void stream() throws Exception {
        JsonNode line = json(STREAM, null);

        assertThat(line.path("@timestamp").asText()).isEqualTo("2026-11-29T18:00:00.123Z");
        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger_name").asText())
                .isEqualTo("dev.streamapp.operator.events.Announcer");
        assertThat(line.path("message").asText()).isEqualTo("OnAir: \"on air\"");
        assertThat(line.path("namespace").asText()).isEqualTo("studio");
        assertThat(line.path("stream").asText()).isEqualTo("cam");
        assertThat(line.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "@timestamp",
                        "level",
                        "logger_name",
                        "thread_name",
                        "message",
                        "namespace",
                        "stream");
    }

    @Test
    @DisplayName("has the whole stack trace of what was thrown")
    void stackTrace() throws Exception {
        assertThat(
                        json(Map.of(), new IllegalStateException("x", new Exception("inner")))
                                .path("stack_trace")
                                .asText())
                .contains(
                        "IllegalStateException: x",
                        "\tat " + LogTest.class.getName(),
                        "Caused by: java.lang.Exception: inner");
    }
}
