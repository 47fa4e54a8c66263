package dev.streamapp.operator.campaign;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * The wire between one operator process and the API server: plain HTTP in, TLS with an
 * administrator's certificate out; the operator impersonates its ServiceAccount in its own header.
 * Asks at each write what shall happen to it.
 */
final class Wire implements AutoCloseable {

    private static final Duration LATE = Duration.ofSeconds(3);

    /** Decides about the writes. */
    interface Script {

        /** What happens to this write; empty if it passes. */
        Optional<Fault> at(Http.Head write);

        /** The operator is to die now; nothing of it gets through any more. */
        void kill();
    }

    private final URI api;
    private final SSLContext tls;
    private final Script script;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Watches watches = new Watches();
    private volatile boolean severed;

    Wire(Config administrator, Script script) throws IOException {
        this.api = URI.create(administrator.getMasterUrl());
        this.script = script;
        try {
            this.tls = SSLUtils.sslContext(administrator);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Where the operator finds the API server. */
    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket upstream = connect()) {
            while (serveOne(client, upstream)) {}
        } catch (IOException e) {
            // one side hung up: so does the other
        } finally {
            sockets.remove(client);
        }
    }

    private Socket connect() throws IOException {
        Socket upstream = tls.getSocketFactory().createSocket(api.getHost(), api.getPort());
        sockets.add(upstream);
        if (server.isClosed()) {
            upstream.close();
        }
        return upstream;
    }

    /** One exchange; true if another may follow. */
    private boolean serveOne(Socket client, Socket upstream) throws IOException {
        Optional<Http.Head> head = Http.readHead(client.getInputStream());
        if (head.isEmpty()) {
            return false;
        }
        Http.Head request = head.get();
        if (severed) {
            Http.passBody(
                    request, client.getInputStream(), OutputStream.nullOutputStream(), () -> {});
            client.getOutputStream().write(Fault.refused().getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            return true;
        }
        if (request.isWatch()) {
            watches.pass(request, client, upstream);
            return false;
        }
        var body = new ByteArrayOutputStream();
        Http.passBody(request, client.getInputStream(), body, () -> {});
        Optional<Fault> fault =
                request.method().equals("GET") ? Optional.empty() : script.at(request);
        fault.ifPresent(this::before);
        if (fault.filter(found -> !found.arrives()).isEmpty()) {
            request.writeTo(upstream.getOutputStream());
            upstream.getOutputStream().write(body.toByteArray());
            upstream.getOutputStream().flush();
        }
        return answer(fault, client, upstream);
    }

    private void before(Fault fault) {
        switch (fault) {
            case KILL_BEFORE -> kill();
            case DELAY -> sleep(LATE);
            case STALE_WATCH -> watches.hold(LATE);
            default -> {}
        }
    }

    private boolean answer(Optional<Fault> fault, Socket client, Socket upstream)
            throws IOException {
        var answer = new ByteArrayOutputStream();
        String own = fault.map(Fault::answer).orElse("");
        if (!own.isEmpty()) {
            answer.writeBytes(own.getBytes(StandardCharsets.US_ASCII));
        } else if (fault.filter(found -> !found.arrives()).isEmpty()) {
            Http.Head head = Http.readHead(upstream.getInputStream()).orElseThrow(IOException::new);
            head.writeTo(answer);
            Http.passBody(head, upstream.getInputStream(), answer, () -> {});
        }
        if (fault.filter(found -> !found.answers()).isEmpty()) {
            client.getOutputStream().write(answer.toByteArray());
            client.getOutputStream().flush();
        }
        return after(fault);
    }

    private boolean after(Optional<Fault> fault) {
        fault.ifPresent(happened -> {
            switch (happened) {
                case KILL_AFTER -> kill();
                case CUT_WATCH -> watches.cut();
                case EXPIRED_WATCH -> watches.expire();
                default -> {}
            }
        });
        return fault.filter(happened -> !happened.answers()).isEmpty();
    }

    /**
     * Nothing of it arrives any more. What still runs in its name is refused at once, for it would
     * try for long to reach a port that nobody has, or that another operator's wire has by then.
     */
    private void kill() {
        severed = true;
        hangUp(sockets);
        script.kill();
    }

    static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hangUp(sockets);
    }

    static void hangUp(Set<Socket> sockets) {
        sockets.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException e) {
                // it was closed already
            }
        });
        sockets.clear();
    }
}
