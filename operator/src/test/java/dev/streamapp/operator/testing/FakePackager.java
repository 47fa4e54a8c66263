package dev.streamapp.operator.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Answers {@code /NAMESPACE/NAME} as a packager answers {@code /status/watch}. */
public final class FakePackager implements AutoCloseable {

    private static final String HANG_UP = "";
    private static final int EVERYBODY_AT_ONCE = 4096;
    private static final long KEEP_ALIVE_SECONDS = 15;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> said = new ConcurrentHashMap<>();
    private final Map<String, List<BlockingQueue<String>>> listeners = new ConcurrentHashMap<>();

    private final Map<String, Integer> connections = new ConcurrentHashMap<>();
    private volatile boolean refusing;

    public FakePackager() throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        EVERYBODY_AT_ONCE);
        server.setExecutor(threads);
        server.createContext("/", this::watch);
        server.start();
    }

    /** What an operator is told instead of the pods' own address. */
    public String urlTemplate() {
        return "http://127.0.0.1:%d/{namespace}/{name}".formatted(server.getAddress().getPort());
    }

    /** Says this now, and first to everybody who asks later. */
    public void say(String namespace, String name, String json) {
        String path = "/" + namespace + "/" + name;
        String line = json.replace("\n", "") + "\n";
        said.put(path, line);
        listenersOf(path).forEach(listener -> listener.add(line));
    }

    /** Answers 503 from now on, as a packager that too many watch. */
    public void refuse() {
        refusing = true;
    }

    /** Ends the connections of all who watch. */
    public void hangUp(String namespace, String name) {
        listenersOf("/" + namespace + "/" + name).forEach(listener -> listener.add(HANG_UP));
    }

    /** How many watch. */
    public int watchers(String namespace, String name) {
        return listenersOf("/" + namespace + "/" + name).size();
    }

    /** How many watch whatever packager. */
    public int watchers() {
        return listeners.values().stream().mapToInt(List::size).sum();
    }

    /** How often somebody began to watch. */
    public int connections(String namespace, String name) {
        return connections.getOrDefault("/" + namespace + "/" + name, 0);
    }

    private void watch(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        connections.merge(path, 1, Integer::sum);
        if (refusing) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        listenersOf(path).add(lines);
        if (said.containsKey(path)) {
            lines.add(said.get(path));
        }
        try (exchange) {
            exchange.sendResponseHeaders(200, 0);
            for (String line = next(lines); !line.equals(HANG_UP); line = next(lines)) {
                exchange.getResponseBody().write(line.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            listenersOf(path).remove(lines);
        }
    }

    /** An empty line keeps the connection alive. */
    private static String next(BlockingQueue<String> lines) throws InterruptedException {
        String line = lines.poll(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        return line == null ? "\n" : line;
    }

    private List<BlockingQueue<String>> listenersOf(String path) {
        return listeners.computeIfAbsent(path, _ -> new CopyOnWriteArrayList<>());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
