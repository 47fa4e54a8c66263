package dev.streamapp.e2e.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executor;

/** A server at a free port of the loopback address. */
public final class Loopback implements AutoCloseable {
    private final HttpServer server;

    private Loopback(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param handler answers to every path
     * @param threads where it does
     */
    public static Loopback serve(HttpHandler handler, Executor threads) {
        try {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var server = HttpServer.create(address, 0);
            server.setExecutor(threads);
            server.createContext("/", handler);
            server.start();
            return new Loopback(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a path there, which begins with a slash. */
    public URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
