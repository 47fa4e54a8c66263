package dev.streamapp.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A server behind the edge that remembers what it was asked and can be stopped and started. */
abstract class StandIn implements AutoCloseable {

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final int port;
    private HttpServer server;

    StandIn() {
        server = listening(0);
        port = server.getAddress().getPort();
        server.start();
    }

    abstract void answer(Seen request, HttpExchange exchange) throws IOException;

    String address() {
        return "127.0.0.1:" + port;
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    void forget() {
        seen.clear();
    }

    void stop() {
        server.stop(0);
    }

    void startAgain() {
        server = listening(port);
        server.start();
    }

    private HttpServer listening(int port) {
        try {
            var loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
            HttpServer made = HttpServer.create(loopback, 0);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.createContext("/", this::handle);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(exchange.getRequestHeaders());
            var request =
                    new Seen(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().toString(),
                            headers,
                            exchange.getRequestBody().readAllBytes());
            seen.add(request);
            answer(request, exchange);
        }
    }

    static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bare ? -1 : body.length);
        if (!bare) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
