package dev.streamapp.packager.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory of the file system. */
public final class Directory implements Volume {
    private static final System.Logger LOG = System.getLogger(Directory.class.getName());
    private static final String LOCK = "lock";
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Path directory;

    /** Closed, and its lock given back, when the process ends. */
    private @Nullable FileChannel claimed;

    public Directory(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    /**
     * Waits until no other process has it; from then on this one has it, until it ends in whatever
     * way. A pod that was deleted may still write when its replacement starts. It does not wait for
     * ever: a network file system may keep the lock of a node that is gone.
     *
     * @param patience how long
     */
    public void claim(Duration patience) throws InterruptedException {
        try {
            claimed =
                    FileChannel.open(
                            directory.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            FileLock lock = claimed.tryLock();
            if (lock == null) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "another packager still has the volume; waiting until it ends");
            }
            long until = System.nanoTime() + patience.toNanos();
            while (lock == null && System.nanoTime() <= until) {
                Thread.sleep(LOOK);
                lock = claimed.tryLock();
            }
            if (lock == null) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "another packager still has the volume, or its node is gone; going on all the same");
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the volume cannot be locked; another packager would not be noticed: {0}",
                    e.getMessage());
        }
    }

    @Override
    public void write(String name, ByteBuffer... content) throws IOException {
        Path file = directory.resolve(name);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            writeAll(channel, content);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer... content) throws IOException {
        for (ByteBuffer buffer : content) {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        String temporary = name + ".new";
        write(temporary, ByteBuffer.wrap(content));
        sync(temporary);
        Files.move(
                directory.resolve(temporary),
                directory.resolve(name),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void append(String name, byte[] content) throws IOException {
        Files.write(
                directory.resolve(name),
                content,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    @Override
    public void extend(String name, long at, ByteBuffer... content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        directory.resolve(name),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            channel.truncate(at).position(at);
            try {
                writeAll(channel, content);
            } catch (IOException e) {
                channel.truncate(at);
                throw e;
            }
        }
    }

    @Override
    public void read(String name, long at, ByteBuffer into) throws IOException {
        try (FileChannel channel =
                FileChannel.open(directory.resolve(name), StandardOpenOption.READ)) {
            long position = at;
            while (into.hasRemaining()) {
                int got = channel.read(into, position);
                if (got < 0) {
                    return;
                }
                position += got;
            }
        }
    }

    @Override
    public void sync(String name) throws IOException {
        try (FileChannel channel =
                FileChannel.open(directory.resolve(name), StandardOpenOption.WRITE)) {
            channel.force(false);
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(directory.resolve(name));
    }

    @Override
    public long size(String name) {
        try {
            return Files.size(directory.resolve(name));
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.resolve(name));
    }

    @Override
    public void names(Consumer<String> visitor) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .forEach(visitor);
        }
    }
}
