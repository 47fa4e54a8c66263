package dev.streamapp.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * The network interfaces of this machine, which has one more for every pod where it is the node.
 * Chromium gives up all that is on its way whenever one of them comes, goes or gets an address.
 */
public final class HostNetwork {
    /** In words of the kernel's table: the address is still being looked for elsewhere. */
    private static final int TENTATIVE = 0x40;

    private static final int FLAGS = 4;
    private static final int ANY_PORT = 9;

    private static final Path ADDRESSES = Path.of("/proc/net/if_inet6");

    private HostNetwork() {}

    /**
     * This machine's address as the cluster's nodes and pods see it; finding it out sends nothing.
     */
    public static String addressTowards(Cluster cluster) {
        try (var socket = new DatagramSocket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getByName(cluster.nodeAddress()), ANY_PORT));
            return socket.getLocalAddress().getHostAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that nobody uses, neither of TCP nor of UDP. */
    public static int freePort() {
        try (var tcp = new ServerSocket(0);
                var udp = new DatagramSocket(tcp.getLocalPort())) {
            return udp.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until no interface has changed for two seconds. */
    public static void awaitCalm() {
        Awaitility.await("no change of the network")
                .atMost(Duration.ofSeconds(30))
                .during(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(100))
                .until(calm());
    }

    private static Callable<Boolean> calm() {
        var before = new String[] {addresses()};
        return () -> {
            String now = addresses();
            boolean same = now.equals(before[0]);
            before[0] = now;
            return same && now.lines().noneMatch(HostNetwork::isTentative);
        };
    }

    private static boolean isTentative(String address) {
        String[] words = address.strip().split(" +");
        return (Integer.parseInt(words[FLAGS], 16) & TENTATIVE) != 0;
    }

    private static String addresses() {
        try {
            return Files.exists(ADDRESSES) ? Files.readString(ADDRESSES) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
