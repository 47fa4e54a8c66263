package dev.streamapp.gateway.stream;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * An answer that goes on for as long as somebody reads it. It is written by the request's own
 * virtual thread, which ends with the connection; that a reader has gone shows in writing alone, so
 * that something has to be written each {@link #KEEP_ALIVE}.
 */
final class OpenAnswer {

    static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    /** Pages come back by themselves; the session or token is then judged anew. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    private final OutputStream out;
    private final Clock clock;
    private final Instant end;

    private OpenAnswer(OutputStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.end = clock.instant().plus(LONGEST);
    }

    /** Sends the headers: whoever follows what is silent learns that all is well. */
    static OpenAnswer begin(HttpServletResponse response, String contentType, Clock clock)
            throws IOException {
        response.setContentType(contentType + ";charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // nginx would hold it back to fill its buffer
        response.setHeader("X-Accel-Buffering", "no");
        OutputStream out = response.getOutputStream();
        out.flush();
        return new OpenAnswer(out, clock);
    }

    boolean isOver() {
        return !clock.instant().isBefore(end);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }
}
