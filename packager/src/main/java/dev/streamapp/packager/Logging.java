package dev.streamapp.packager;

import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The log: a line per event on standard error, with UTC time. */
final class Logging {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Logging() {}

    static void toStderr() {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(new Lines(System.err));
    }

    private static final class Lines extends Handler {
        private final PrintStream out;
        private final Formatter message =
                new Formatter() {
                    @Override
                    public String format(LogRecord entry) {
                        return formatMessage(entry);
                    }
                };

        Lines(PrintStream out) {
            this.out = out;
        }

        @Override
        public void publish(LogRecord entry) {
            if (!isLoggable(entry)) {
                return;
            }
            String text = message.format(entry).replace('\n', ' ');
            Throwable thrown = entry.getThrown();
            String cause = thrown == null ? "" : " (" + thrown + ")";
            out.println(
                    TIME.format(entry.getInstant()) + " " + entry.getLevel() + " " + text + cause);
        }

        @Override
        public void flush() {
            out.flush();
        }

        @Override
        public void close() {
            flush();
        }
    }
}
