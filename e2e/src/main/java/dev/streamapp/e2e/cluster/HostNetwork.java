package dev.streamapp.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The network of this machine. */
public final class HostNetwork {
    private static final int ANY_PORT = 9;

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
}
