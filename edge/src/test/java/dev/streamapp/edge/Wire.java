package dev.streamapp.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A connection on which a test writes what it likes, well-formed or not. */
final class Wire implements AutoCloseable {

    private static final int PATIENCE = 30_000;

    private static final String LOOPBACK = "127.0.0.1";

    private final Socket socket;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE);
    }

    static Wire plain(int port) {
        return plain(port, LOOPBACK);
    }

    /**
     * @param from address of this machine, any of 127.0.0.0/8
     */
    static Wire plain(int port, String from) {
        try {
            return new Wire(connected(port, from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Wire tls(int port) {
        return tls(port, LOOPBACK, "");
    }

    /**
     * @param before is sent ahead of TLS: the PROXY protocol
     */
    static Wire tls(int port, String from, String before) {
        try {
            Socket socket = connected(port, from);
            socket.getOutputStream().write(before.getBytes(StandardCharsets.ISO_8859_1));
            var tls =
                    (SSLSocket)
                            trusting()
                                    .getSocketFactory()
                                    .createSocket(socket, Edge.HOST, port, true);
            tls.startHandshake();
            return new Wire(tls);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connected(int port, String from) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        // else no server could have this side's port until a minute after the connection
        socket.setReuseAddress(true);
        // a bound port is drawn from the same half of them as the servers' own
        if (!from.equals(LOOPBACK)) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        }
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
        return socket;
    }

    /** A whole request without body. */
    Reply ask(String method, String target, String... headers) {
        var request =
                new StringBuilder(
                        "%s %s HTTP/1.1\r\nHost: %s\r\n".formatted(method, target, Edge.HOST));
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return send(request + "\r\n", !method.equals("HEAD"));
    }

    /** Whatever is written, and the first answer to it. */
    Reply send(String request) {
        return send(request, true);
    }

    private Reply send(String request, boolean withBody) {
        write(request);
        return read(withBody);
    }

    void write(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply read(boolean withBody) {
        try {
            return Reply.read(socket.getInputStream(), withBody);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything until the other side ends the connection, by whatever means. */
    String rest() {
        var all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (IOException e) {
            // a reset ends it as well
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** What the other side showed who it is with. */
    X509Certificate certificate() {
        try {
            return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Certificates are compared by the tests that are about them. */
    static SSLContext trusting() {
        var anybody =
                new X509TrustManager() {
                    @Override
                    public void checkClientTrusted(X509Certificate[] chain, String type) {}

                    @Override
                    public void checkServerTrusted(X509Certificate[] chain, String type) {}

                    @Override
                    public X509Certificate[] getAcceptedIssuers() {
                        return new X509Certificate[0];
                    }
                };
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {anybody}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
