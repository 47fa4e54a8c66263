package dev.streamapp.packager.campaign;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A way through the Internet that loses packets, in both directions, and may repeat old ones when
 * their sender is long gone. The same packets are lost in each run.
 */
final class LossyPath implements AutoCloseable {

    private static final int REMEMBERED = 200;
    private static final long REPEAT_EVERY_MILLIS = 2;

    private final DatagramSocket outside = socket();
    private final DatagramSocket inside = socket();
    private final InetSocketAddress packager;
    private final Random random = new Random(20);
    private final Deque<byte[]> remembered = new ArrayDeque<>();
    private volatile double loss;
    private volatile @Nullable SocketAddress publisher;

    LossyPath(int packagerPort, double loss) {
        this.packager = new InetSocketAddress(InetAddress.getLoopbackAddress(), packagerPort);
        this.loss = loss;
        Thread.ofPlatform().daemon().start(() -> forward(outside, inside));
        Thread.ofPlatform().daemon().start(() -> forward(inside, outside));
    }

    private static DatagramSocket socket() {
        try {
            return new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Where a publisher calls. */
    int port() {
        return outside.getLocalPort();
    }

    /** From 0, nothing, to 1, everything. */
    void loses(double share) {
        loss = share;
    }

    /** Sends the publisher's last packets again and again from its address, until closed. */
    void repeatForEver() {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    while (!inside.isClosed()) {
                        repeatOnce();
                    }
                });
    }

    private void repeatOnce() {
        Deque<byte[]> packets;
        synchronized (remembered) {
            packets = new ArrayDeque<>(remembered);
        }
        try {
            for (byte[] packet : packets) {
                inside.send(new DatagramPacket(packet, packet.length, packager));
                Thread.sleep(REPEAT_EVERY_MILLIS);
            }
        } catch (IOException e) {
            // closed, or nobody listens at the moment
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(DatagramSocket from, DatagramSocket to) {
        byte[] buffer = new byte[2048];
        while (!from.isClosed()) {
            try {
                var packet = new DatagramPacket(buffer, buffer.length);
                from.receive(packet);
                SocketAddress receiver = receiver(from, packet);
                if (receiver != null && random.nextDouble() >= loss) {
                    to.send(new DatagramPacket(buffer, packet.getLength(), receiver));
                }
            } catch (IOException e) {
                // closed, or the other side is not there at the moment
            }
        }
    }

    private @Nullable SocketAddress receiver(DatagramSocket from, DatagramPacket packet) {
        if (from == inside) {
            return publisher;
        }
        publisher = packet.getSocketAddress();
        synchronized (remembered) {
            remembered.add(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
            if (remembered.size() > REMEMBERED) {
                remembered.remove();
            }
        }
        return packager;
    }

    @Override
    public void close() {
        outside.close();
        inside.close();
    }
}
