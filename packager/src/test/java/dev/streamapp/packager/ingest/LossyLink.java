package dev.streamapp.packager.ingest;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * The network between a publisher and the packager, on this machine: passes datagrams on, both
 * ways, and loses some of the publisher's.
 */
public final class LossyLink implements AutoCloseable {
    private static final int LARGEST = 65_535;

    private final DatagramSocket front;
    private final DatagramSocket back;
    private final Random random = new Random(20_260_101);
    private volatile double loss;
    private volatile int never;
    private volatile SocketAddress publisher;

    /**
     * @param port to publish to, 0 for any that is free
     * @param target the port of 127.0.0.1 that the packager listens on
     */
    public LossyLink(int port, int target) throws IOException {
        front = new DatagramSocket(port, InetAddress.getLoopbackAddress());
        back = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        back.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        Thread.ofPlatform().daemon().start(() -> pass(front, this::forth));
        Thread.ofPlatform().daemon().start(() -> pass(back, this::home));
    }

    /** Where to publish to. */
    public int port() {
        return front.getLocalPort();
    }

    /** From now on loses that share, from 0 to 1; what is sent again has another chance. */
    public void lose(double share) {
        loss = share;
    }

    /** From now on never passes on one of so many packets of media, 0 for none. */
    public void neverPass(int oneOf) {
        never = oneOf;
    }

    private void forth(DatagramPacket packet) throws IOException {
        publisher = packet.getSocketAddress();
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
        packet.setSocketAddress(publisher);
        front.send(packet);
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
