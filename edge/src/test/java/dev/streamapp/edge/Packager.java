package dev.streamapp.edge;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Has any playlist and any media file. */
final class Packager extends StandIn {

    static final byte[] PLAYLIST = "#EXTM3U\n".getBytes(StandardCharsets.UTF_8);

    static final byte[] MEDIA = media(200_000);

    /**
     * Of the run "slow": more than the kernels of both sides keep for a viewer who does not read.
     */
    static final byte[] LARGE = media(12_000_000);

    /**
     * How long the run "late" takes: longer than nginx has others wait for a part, and over before
     * the half second in which those who wait for longer look again.
     */
    private static final Duration LATE = Duration.ofMillis(300);

    private static byte[] media(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }

    @Override
    void answer(Seen request, HttpExchange exchange) throws IOException {
        boolean media = request.target().endsWith(".mp4");
        var headers = exchange.getResponseHeaders();
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Cache-Control", media ? "public, max-age=60, immutable" : "no-store");
        if (request.method().equals("OPTIONS")) {
            send(exchange, 204, new byte[0]);
            return;
        }
        if (request.target().contains("late")) {
            LockSupport.parkNanos(LATE.toNanos());
        }
        byte[] content = request.target().contains("slow") ? LARGE : MEDIA;
        send(exchange, 200, media ? content : PLAYLIST);
    }
}
