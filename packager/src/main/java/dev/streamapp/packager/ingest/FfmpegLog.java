package dev.streamapp.packager.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what ffmpeg says: passes on warnings, a few a second at most and each once while it
 * repeats, never a secret, and recognises what matters.
 */
final class FfmpegLog {
    private static final int LINE = 400;
    private static final int LINES_A_SECOND = 10;
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final int REMEMBERED = 32;

    /** What differs from one line to the next that says the same: addresses and socket numbers. */
    private static final Pattern VOLATILE = Pattern.compile("0x[0-9a-f]{6,16}|@[0-9]{4,}");

    /** libsrt's own prefix: time, thread, level, area. */
    private static final Pattern SRT = Pattern.compile("^[0-9:.]{8,}/SRT:\\S* ?");

    /** A handshake turned away: wrong passphrase, or none where one is needed. */
    private static final Pattern REFUSED = Pattern.compile("rsp\\(REJECT\\): 101[01]");

    private static final Pattern LEVEL = Pattern.compile("\\[(warning|error|fatal|panic)]");

    private final List<String> secrets;
    private final Diagnosis diagnosis = new Diagnosis();
    private final LongSupplier nanos;
    private final Consumer<String> out;
    private final Runnable refused;
    private final Consumer<SrtStatistics> statistics;
    private final Map<String, Long> recent =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private long repeated;
    private long windowStart;
    private int inWindow;
    private long dropped;
    private volatile String lastError = "";

    FfmpegLog(
            List<String> secrets,
            LongSupplier nanos,
            Consumer<String> out,
            Runnable refused,
            Consumer<SrtStatistics> statistics) {
        this.secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
        this.nanos = nanos;
        this.out = out;
        this.refused = refused;
        this.statistics = statistics;
    }

    /** Reads to the end of the stream. */
    void read(InputStream stderr) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(stderr, StandardCharsets.UTF_8), 1024)) {
            String line;
            while ((line = line(in)) != null) {
                accept(line);
            }
        } catch (IOException e) {
            // the process is gone
            accept("");
        }
    }

    /** A line, cut off where it is endless. */
    private static @Nullable String line(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (line.length() < LINE && c != '\r') {
                line.append(c < ' ' ? ' ' : (char) c);
            }
            c = in.read();
        }
        return line.toString();
    }

    void accept(String raw) {
        SrtStatistics told = SrtStatistics.parse(raw);
        if (told != null) {
            statistics.accept(told);
            return;
        }
        String open = raw;
        for (String secret : secrets) {
            open = open.replace(secret, "***");
        }
        String line =
                VOLATILE.matcher(SRT.matcher(open).replaceFirst("[warning] srt: ")).replaceAll("");
        if (REFUSED.matcher(line).find()) {
            refused.run();
        }
        diagnosis.accept(line);
        if (!LEVEL.matcher(line).find()) {
            return;
        }
        lastError = line;
        long now = nanos.getAsLong();
        Long said = recent.get(line);
        if (said != null && now - said < MINUTE) {
            repeated++;
            return;
        }
        recent.put(line, now);
        if (repeated > 0) {
            emit("(" + repeated + " repetitions left out)");
            repeated = 0;
        }
        emit(line);
    }

    private void emit(String line) {
        long now = nanos.getAsLong();
        if (inWindow == 0 || now - windowStart > SECOND) {
            windowStart = now;
            inWindow = 0;
            if (dropped > 0) {
                out.accept("(" + dropped + " lines left out)");
                dropped = 0;
            }
        }
        if (++inWindow > LINES_A_SECOND) {
            dropped++;
        } else {
            out.accept(line);
        }
    }

    Diagnosis diagnosis() {
        return diagnosis;
    }

    String lastError() {
        return lastError;
    }
}
