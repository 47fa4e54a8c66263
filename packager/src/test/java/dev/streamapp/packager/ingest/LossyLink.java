package dev.streamapp.packager.ingest;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * The network between a publisher and the packager, on this machine: passes datagrams on, both
 * ways, loses some, and may repeat old ones when their sender is long gone.
 */
public final class LossyLink implements AutoCloseable {
    private static final int LARGEST = 65_535;
    private static final int REMEMBERED = 200;
    private static final long REPEAT_EVERY_MILLIS = 2;

    private final DatagramSocket front;
    private final DatagramSocket back;
    private final Random random = new Random(20_260_101);
    private final Deque<byte[]> remembered = new ArrayDeque<>();
    private volatile double loss;
    private volatile double lossOnTheWayHome;
    private volatile int never;
    private volatile SocketAddress publisher;

    /**
     * @param target the port of 127.0.0.1 that the packager listens on
     */
    public LossyLink(int target) throws IOException {
        front = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        back.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        Thread.ofPlatform().daemon().start(() -> pass(front, this::forth));
        Thread.ofPlatform().daemon().start(() -> pass(back, this::home));
    }

    /** Where to publish to. */
    public int port() {
        return front.getLocalPort();
    }

    /**
     * From now on loses that share of what the publisher sends, from 0 to 1; what is sent again has
     * another chance.
     */
    public void lose(double share) {
        loss = share;
    }

    /** The same of what either side sends. */
    public void loseBothWays(double share) {
        loss = share;
        lossOnTheWayHome = share;
    }

    /** From now on never passes on one of so many packets of media, 0 for none. */
    public void neverPass(int oneOf) {
        never = oneOf;
    }

    /** Sends the publisher's last packets again and again from its address, until closed. */
    public void repeatForEver() {
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    while (!back.isClosed()) {
                        repeatOnce();
                    }
                });
    }

    private void repeatOnce() {
        List<byte[]> packets;
        synchronized (remembered) {
            packets = List.copyOf(remembered);
        }
        try {
            for (byte[] packet : packets) {
                back.send(new DatagramPacket(packet, packet.length, back.getRemoteSocketAddress()));
                Thread.sleep(REPEAT_EVERY_MILLIS);
            }
        } catch (IOException e) {
            // closed, or nobody listens at the moment
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void remember(DatagramPacket packet) {
        synchronized (remembered) {
            remembered.add(Arrays.copyOf(packet.getData(), packet.getLength()));
            if (remembered.size() > REMEMBERED) {
                remembered.remove();
            }
        }
    }

    private void forth(DatagramPacket packet) throws IOException {
        publisher = packet.getSocketAddress();
        remember(packet);
        if (random.nextDouble() >= loss && !doomed(packet)) {
            packet.setSocketAddress(back.getRemoteSocketAddress());
            back.send(packet);
        }
    }

    /** By its sequence number: the first word of a packet whose first bit is 0. */
    private boolean doomed(DatagramPacket packet) {
        int word = ByteBuffer.wrap(packet.getData(), packet.getOffset(), Integer.BYTES).getInt();
        return never > 0 && word >= 0 && word % never == 0;
    }

    private void home(DatagramPacket packet) throws IOException {
        if (random.nextDouble() >= lossOnTheWayHome) {
            packet.setSocketAddress(publisher);
            front.send(packet);
        }
    }

    private interface Way {
        void send(DatagramPacket packet) throws IOException;
    }

    private static void pass(DatagramSocket socket, Way way) {
        byte[] bytes = new byte[LARGEST];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
                socket.receive(packet);
                way.send(packet);
            } catch (IOException e) {
                // nobody listens behind it just now, as between two lives of ffmpeg
                continue;
            }
        }
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}
