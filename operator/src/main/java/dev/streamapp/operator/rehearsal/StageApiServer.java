package dev.streamapp.operator.rehearsal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Answers like an API server just enough for an operator to play one stream through: there is one
 * LiveStream and nothing else, every write succeeds, nothing ever changes.
 */
public final class StageApiServer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STREAM =
            """
            {"apiVersion":"streamapp.dev/v1alpha1","kind":"LiveStream",
             "metadata":{"name":"rehearsal","namespace":"stage","generation":1,"resourceVersion":"1",
              "uid":"00000000-0000-0000-0000-000000000001","creationTimestamp":"2026-01-01T00:00:00Z"},
             "spec":{"ingest":{"srt":{}}}}
            """;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch statusWritten = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    /**
     * Listens on a free port of 127.0.0.1.
     *
     * @throws IOException if there is none
     */
    public StageApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Its address. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Waits until the operator has written the stream's status. */
    public boolean awaitStatus(long seconds) throws InterruptedException {
        return statusWritten.await(seconds, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            if (!exchange.getRequestMethod().equals("GET")) {
                write(exchange, path);
            } else if (query.contains("watch=true")) {
                watch(exchange);
            } else if (path.endsWith("/livestreams")) {
                send(exchange, 200, list(STREAM));
            } else if (path.contains("/namespaces/")) {
                send(exchange, 404, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":404}");
            } else {
                send(exchange, 200, list(""));
            }
        }
    }

    /** Nothing happens on this stage; a WebSocket is declined, and plain HTTP waits. */
    private void watch(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().containsKey("Upgrade")) {
            send(exchange, 200, "");
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(HttpExchange exchange, String path) throws IOException {
        var object = (ObjectNode) JSON.readTree(exchange.getRequestBody());
        object.withObject("/metadata").put("resourceVersion", "2").put("uid", "2");
        send(exchange, 200, object.toString());
        if (path.endsWith("/status")) {
            statusWritten.countDown();
        }
    }

    private static String list(String item) {
        return "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[%s]}"
                .formatted(item);
    }

    private static void send(HttpExchange exchange, int code, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
