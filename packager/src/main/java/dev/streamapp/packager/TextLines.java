package dev.streamapp.packager;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Time in UTC, level, what happened and why. */
final class TextLines extends Formatter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Override
    public String format(LogRecord entry) {
        String text = formatMessage(entry).replace('\n', ' ');
        Throwable thrown = entry.getThrown();
        String cause = thrown == null ? "" : " (" + thrown + ")";
        return TIME.format(entry.getInstant()) + " " + entry.getLevel() + " " + text + cause;
    }
}
