package dev.streamapp.packager.rtmp;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Listens for RTMP publishers, one on air at a time. Who does not know the key, comes while another
 * is on air, or does not get to the point, is turned away and disturbs nobody.
 */
public final class RtmpServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RtmpServer.class.getName());

    /** Connections that have not shown the key yet; more are closed at once. */
    private static final int STRANGERS = 8;

    private static final Duration INTRODUCTION = Duration.ofSeconds(10);

    /** A publisher that sends nothing for so long has left; its status tells it before. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** For ffmpeg to end and to be started again, when a publisher returns at once. */
    private static final Duration CHANGE_OVER = Duration.ofSeconds(3);

    private final ServerSocket door;
    private final byte[] key;
    private final Runnable refused;
    private final Semaphore strangers = new Semaphore(STRANGERS);
    private final SynchronousQueue<RtmpSession> accepted = new SynchronousQueue<>();

    /**
     * Listens from now on.
     *
     * @param key the stream key; publishers give it as the name of the stream
     * @param refused told of each publisher with another key
     */
    public RtmpServer(InetSocketAddress address, String key, Runnable refused) throws IOException {
        this.key = key.getBytes(StandardCharsets.UTF_8);
        this.refused = refused;
        this.door = new ServerSocket();
        door.setReuseAddress(true);
        door.bind(address);
        Thread.ofVirtual().name("rtmp").start(this::accept);
    }

    /** Whether publishers can connect. */
    public boolean listening() {
        return !door.isClosed();
    }

    /**
     * Waits for a publisher with the right key.
     *
     * @return what it sends, as FLV; null once this is closed
     */
    public @Nullable InputStream next() throws IOException {
        try {
            while (listening()) {
                RtmpSession session = accepted.poll(1, TimeUnit.SECONDS);
                if (session != null) {
                    return new FlvStream(session);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private void accept() {
        while (listening()) {
            try {
                Socket socket = door.accept();
                if (strangers.tryAcquire()) {
                    Thread.ofVirtual().name("rtmp-publisher").start(() -> admit(socket));
                } else {
                    socket.close();
                }
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "no connection: {0}", e.getMessage());
            }
        }
    }

    private void admit(Socket socket) {
        CountDownLatch introduced = new CountDownLatch(1);
        Thread.ofVirtual().name("rtmp-patience").start(() -> hurry(socket, introduced));
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) SILENCE.toMillis());
            introduce(new RtmpSession(socket));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a publisher went away: {0}", e.getMessage());
            closeQuietly(socket);
        } catch (InterruptedException e) {
            closeQuietly(socket);
        } finally {
            introduced.countDown();
            strangers.release();
        }
    }

    /** Ends a connection that sends just enough not to time out. */
    private static void hurry(Socket socket, CountDownLatch introduced) {
        try {
            if (!introduced.await(INTRODUCTION.toMillis(), TimeUnit.MILLISECONDS)) {
                closeQuietly(socket);
            }
        } catch (InterruptedException e) {
            closeQuietly(socket);
        }
    }

    private void introduce(RtmpSession session) throws IOException, InterruptedException {
        byte[] given = session.awaitPublish().getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, key)) {
            refused.run();
            LOG.log(System.Logger.Level.WARNING, "a publisher gave a wrong stream key");
            session.refuse("The stream key is wrong.");
            session.close();
            return;
        }
        session.expectFrames();
        if (accepted.offer(session, CHANGE_OVER.toMillis(), TimeUnit.MILLISECONDS)) {
            session.accept();
        } else {
            LOG.log(System.Logger.Level.WARNING, "a second publisher came while one is on air");
            session.refuse("Another publisher is on air.");
            session.close();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone all the more
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            // it is gone all the more
        }
    }
}
