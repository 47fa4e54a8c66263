package dev.streamapp.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP connection to a server on this machine that can be pulled out and plugged in again. */
public final class Cable implements AutoCloseable {

    private final int target;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket entrance;

    private Cable(int target, ServerSocket entrance) {
        this.target = target;
        this.entrance = entrance;
        this.port = entrance.getLocalPort();
    }

    /** A cable to the port, plugged in. */
    public static Cable to(int target) {
        try {
            var cable = new Cable(target, listen(0));
            cable.serve();
            return cable;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where clients connect. */
    public int port() {
        return port;
    }

    /** Ends all connections and refuses new ones. */
    public void pull() {
        try {
            entrance.close();
            for (Socket socket : sockets) {
                socket.close();
            }
            sockets.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Accepts connections again. */
    public void plugIn() {
        try {
            entrance = listen(port);
            serve();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        var socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private void serve() {
        ServerSocket listening = entrance;
        Thread.startVirtualThread(() -> {
            while (!listening.isClosed()) {
                try {
                    connect(listening.accept(), listening);
                } catch (IOException _) {
                    // pulled, or nobody at the other end
                }
            }
        });
    }

    private void connect(Socket client, ServerSocket listening) throws IOException {
        sockets.add(client);
        var server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(server);
        if (listening.isClosed()) {
            // whoever pulled the cable meanwhile may not have seen these
            client.close();
            server.close();
        }
        Thread.startVirtualThread(() -> pump(client, server));
        Thread.startVirtualThread(() -> pump(server, client));
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException _) {
            // pulled
        }
    }

    @Override
    public void close() {
        pull();
    }
}
