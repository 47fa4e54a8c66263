package dev.streamapp.packager.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.streamapp.packager.live.Archive;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * The control port: {@code /status}, {@code /status/watch}, {@code /recordings}, {@code /metrics}
 * and health.
 */
public final class ControlServer implements AutoCloseable {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final int MAX_WATCHERS = 32;
    private static final String RECORDING = "/recordings/";

    private final JsonFactory json = new JsonFactory();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final StatusBoard board;
    private final Metrics metrics;
    private final Archive archive;
    private final Semaphore watchers = new Semaphore(MAX_WATCHERS);

    public ControlServer(int port, StatusBoard board, Metrics metrics, Archive archive)
            throws IOException {
        this.archive = archive;
        this.board = board;
        this.metrics = metrics;
        server = HttpServer.create(new InetSocketAddress(port), 16);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String allowed = path.startsWith(RECORDING) ? "DELETE" : "GET";
            if (!exchange.getRequestMethod().equals(allowed)) {
                exchange.getResponseHeaders().set("Allow", allowed);
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            if (path.startsWith(RECORDING)) {
                delete(exchange, path.substring(RECORDING.length()));
                return;
            }
            switch (path) {
                case "/status" -> send(exchange, 200, "application/json", board.json() + "\n");
                case "/status/watch" -> watch(exchange);
                case "/recordings" -> recordings(exchange);
                case "/metrics" -> {
                    byte[] body = metrics.scrape();
                    send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", body);
                }
                case "/livez" -> health(exchange, board.alive());
                case "/readyz" -> health(exchange, board.ready());
                default -> send(exchange, 404, "text/plain", "not found\n");
            }
        }
    }

    /** All recordings, oldest first. */
    private void recordings(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        try (JsonGenerator out = json.createGenerator(exchange.getResponseBody())) {
            RecordingsJson.write(out, archive.recordings().list(), true);
        }
    }

    private void delete(HttpExchange exchange, String id) throws IOException {
        boolean deleted = archive.delete(id);
        if (deleted) {
            board.recordings(archive.recordings().list());
            exchange.sendResponseHeaders(204, -1);
        } else {
            send(exchange, 404, "text/plain", "no such recording\n");
        }
    }

    private static void health(HttpExchange exchange, boolean good) throws IOException {
        send(exchange, good ? 200 : 503, "text/plain", good ? "yes\n" : "no\n");
    }

    /** One line now and at each change; an empty line keeps the connection alive. */
    private void watch(HttpExchange exchange) throws IOException {
        if (!watchers.tryAcquire()) {
            send(exchange, 503, "text/plain", "too many watchers\n");
            return;
        }
        try {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            String known = board.json();
            write(out, known + "\n");
            while (true) {
                String now = board.awaitChange(known, KEEP_ALIVE);
                write(out, now.equals(known) ? "\n" : now + "\n");
                known = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            watchers.release();
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void send(HttpExchange exchange, int code, String type, String body)
            throws IOException {
        send(exchange, code, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int code, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
