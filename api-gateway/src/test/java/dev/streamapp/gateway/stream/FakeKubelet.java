package dev.streamapp.gateway.stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** What the API server asks for a container's log: the lines it was given, then those to come. */
final class FakeKubelet implements AutoCloseable {

    private static final char[] PASSWORD = "kubelet".toCharArray();

    private final HttpsServer server;
    private final Set<BlockingQueue<String>> followers = ConcurrentHashMap.newKeySet();
    private volatile String lastQuery = "";

    FakeKubelet() throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/containerLogs/", this::log);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The query of the latest question. */
    String lastQuery() {
        return lastQuery;
    }

    /** A line that followers get. */
    void say(String line) {
        followers.forEach(lines -> lines.add(line + "\n"));
    }

    private void log(HttpExchange exchange) throws IOException {
        var lines = new LinkedBlockingQueue<String>();
        followers.add(lines);
        try (exchange) {
            lastQuery =
                    exchange.getRequestURI().getPath() + "?" + exchange.getRequestURI().getQuery();
            exchange.sendResponseHeaders(200, 0);
            write(exchange, "first line\n");
            while (exchange.getRequestURI().getQuery().contains("follow=true")) {
                write(exchange, lines.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            followers.remove(lines);
        }
    }

    private static void write(HttpExchange exchange, String text) throws IOException {
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    /** A certificate that the API server does not check, made by the JDK's own tool. */
    private static SSLContext certificate() throws Exception {
        Path store = Files.createTempDirectory("kubelet").resolve("keys.p12");
        var keytool =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "kubelet",
                        "-dname",
                        "CN=kubelet",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD));
        if (keytool.inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
