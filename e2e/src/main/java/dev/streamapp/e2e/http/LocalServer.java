package dev.streamapp.e2e.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executor;

/** A server at a free port of this machine. */
public final class LocalServer implements AutoCloseable {
    private final HttpServer server;

    private LocalServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param address where it listens
     * @param handler answers to every path
     * @param threads where it does
     */
    public static LocalServer serve(InetAddress address, HttpHandler handler, Executor threads) {
        try {
            var server = HttpServer.create(new InetSocketAddress(address, 0), 0);
            server.setExecutor(threads);
            server.createContext("/", handler);
            server.start();
            return new LocalServer(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a path there, which begins with a slash. */
    public URI url(String path) {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return URI.create(
                "http://%s:%d%s"
                        .formatted(
                                host.contains(":") ? "[" + host + "]" : host,
                                address.getPort(),
                                path));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
