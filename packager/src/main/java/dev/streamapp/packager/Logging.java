package dev.streamapp.packager;

import java.io.PrintStream;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The log: a line per event on standard error. */
final class Logging {
    private Logging() {}

    /** From now on, in this form. */
    static void toStderr(LogForm form) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(Level.INFO);
        root.addHandler(new Lines(System.err, formatter(form)));
    }

    private static Formatter formatter(LogForm form) {
        return switch (form) {
            case LogForm.Text() -> new TextLines();
            case LogForm.Json(String namespace, String stream) -> new JsonLines(namespace, stream);
        };
    }

    private static final class Lines extends Handler {
        private final PrintStream out;

        Lines(PrintStream out, Formatter formatter) {
            this.out = out;
            setFormatter(formatter);
        }

        @Override
        public void publish(LogRecord entry) {
            if (isLoggable(entry)) {
                out.println(getFormatter().format(entry));
            }
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
