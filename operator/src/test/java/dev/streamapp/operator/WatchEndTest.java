package dev.streamapp.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamapp.crds.LiveStream;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An API server that goes away closes its connections, some of them right behind an event. */
@DisplayName("A watch")
class WatchEndTest {

    private static final int ENDS = 500;
    private static final String EVENT =
            """
            {"type":"MODIFIED","object":{"apiVersion":"streamapp.dev/v1alpha1","kind":"LiveStream",
             "metadata":{"name":"bench-7","namespace":"shop","resourceVersion":"2"},"spec":{}}}
            """;

    private final AtomicInteger watches = new AtomicInteger();

    @Test
    @DisplayName("whose connection ends right behind an event is taken up again, every time")
    void endsBehindAnEvent() throws IOException {
        try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(server));
            var config =
                    new ConfigBuilder(Config.empty())
                            .withMasterUrl("http://127.0.0.1:" + server.getLocalPort())
                            .withWatchReconnectInterval(1)
                            .build();
            try (var client = new KubernetesClientBuilder().withConfig(config).build();
                    var watch =
                            client.resources(LiveStream.class)
                                    .inNamespace("shop")
                                    .watch(new Listener())) {
                Awaitility.await(ENDS + " ends")
                        .atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(100))
                        .until(() -> watches.get() > ENDS);
            }
        }
    }

    private static final class Listener implements Watcher<LiveStream> {

        @Override
        public void eventReceived(Action action, LiveStream stream) {}

        @Override
        public void onClose(WatcherException cause) {}

        @Override
        public boolean reconnecting() {
            return true;
        }
    }

    private void serve(ServerSocket server) {
        while (true) {
            try (Socket socket = server.accept()) {
                String key = key(socket);
                watches.incrementAndGet();
                socket.getOutputStream().write(answer(key));
            } catch (IOException e) {
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private static String key(Socket socket) throws IOException {
        var request = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        String key = "";
        for (String line = request.readLine(); !line.isEmpty(); line = request.readLine()) {
            if (line.regionMatches(true, 0, "Sec-WebSocket-Key: ", 0, 19)) {
                key = line.substring(19);
            }
        }
        return key;
    }

    /** RFC 6455, 4.2.2 and 5.2: the handshake, and one text frame. */
    private static byte[] answer(String key) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeBytes(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: %s\r\n\r\n".formatted(accept(key)));
        out.writeByte(0x81);
        out.writeByte(126);
        out.writeShort(EVENT.length());
        out.writeBytes(EVENT);
        return bytes.toByteArray();
    }

    private static String accept(String key) {
        try {
            byte[] text = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(UTF_8);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
