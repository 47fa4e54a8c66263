package dev.streamapp.operator.campaign;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The watches that go over a wire, and what can happen to them. */
final class Watches {

    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong heldUntil = new AtomicLong(System.nanoTime());
    private final Set<String> expired = ConcurrentHashMap.newKeySet();
    private final Set<String> watched = ConcurrentHashMap.newKeySet();

    /** From now on, and for so long, no event gets through. */
    void hold(Duration duration) {
        heldUntil.set(System.nanoTime() + duration.toNanos());
    }

    /** Hangs up on all of them. */
    void cut() {
        Wire.hangUp(open);
    }

    /** The same, and they are told that they come too late when they are back. */
    void expire() {
        expired.addAll(watched);
        cut();
    }

    /** Passes events on until somebody ends it: a WebSocket, or an answer in chunks. */
    void pass(Http.Head request, Socket client, Socket upstream) throws IOException {
        String path = request.target().split("\\?")[0];
        watched.add(path);
        if (expired.remove(path)) {
            client.getOutputStream().write(Fault.gone().getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            return;
        }
        open.add(client);
        try {
            request.writeTo(upstream.getOutputStream());
            upstream.getOutputStream().flush();
            passEvents(client, upstream);
        } finally {
            open.remove(client);
        }
    }

    private void passEvents(Socket client, Socket upstream) throws IOException {
        Http.Head answer = Http.readHead(upstream.getInputStream()).orElseThrow(IOException::new);
        answer.writeTo(client.getOutputStream());
        if (answer.status() == 101) {
            Thread.ofVirtual().start(() -> passBack(client, upstream));
            Http.passAll(upstream.getInputStream(), client.getOutputStream(), this::late);
        } else {
            Http.passBody(answer, upstream.getInputStream(), client.getOutputStream(), this::late);
        }
    }

    private static void passBack(Socket client, Socket upstream) {
        try (client;
                upstream) {
            Http.passAll(client.getInputStream(), upstream.getOutputStream(), () -> {});
        } catch (IOException e) {
            // the watch is over
        }
    }

    private void late() {
        long held = heldUntil.get() - System.nanoTime();
        if (held > 0) {
            Wire.sleep(Duration.ofNanos(held));
        }
    }
}
