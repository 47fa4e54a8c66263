package dev.streamapp.gateway.notice;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An HTTP server that takes text messages as a provider does. */
final class SmsProvider implements AutoCloseable {

    private final HttpServer server;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;

    SmsProvider() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/send",
                exchange -> {
                    var body = exchange.getRequestBody().readAllBytes();
                    messages.add(new String(body, StandardCharsets.UTF_8));
                    exchange.sendResponseHeaders(answer, -1);
                    exchange.close();
                });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/send".formatted(server.getAddress().getPort());
    }

    /** Bodies of all requests, whatever was answered. */
    List<String> messages() {
        return messages;
    }

    void answer(int status) {
        answer = status;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
