package dev.streamapp.packager;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** An object of JSON a line, with the names that Logstash has made common. */
final class JsonLines extends Formatter {
    private static final JsonFactory JSON = new JsonFactory();

    private final String namespace;
    private final String stream;

    JsonLines(String namespace, String stream) {
        this.namespace = namespace;
        this.stream = stream;
    }

    @Override
    public String format(LogRecord entry) {
        StringWriter line = new StringWriter(256);
        try (JsonGenerator out = JSON.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("@timestamp", entry.getInstant().toString());
            out.writeStringField("level", level(entry.getLevel()));
            out.writeStringField("logger_name", entry.getLoggerName());
            out.writeStringField("thread_name", Thread.currentThread().getName());
            out.writeStringField("message", formatMessage(entry));
            out.writeStringField("namespace", namespace);
            out.writeStringField("stream", stream);
            if (entry.getThrown() != null) {
                out.writeStringField("stack_trace", trace(entry.getThrown()));
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    /** As the other programs name them. */
    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter(1024);
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
