package dev.streamapp.packager.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A volume of limited size in memory, which can be cut off after a number of writes. */
public final class MemoryVolume implements Volume {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, byte[]> synced = new ConcurrentHashMap<>();
    private long capacity = Long.MAX_VALUE;
    private int writesLeft = Integer.MAX_VALUE;
    private int writes;
    private Runnable beforeWrite = () -> {};
    private int failures;

    /** Whatever is left on it, as after a crash. */
    public MemoryVolume copy() {
        MemoryVolume copy = new MemoryVolume();
        copy.files.putAll(files);
        return copy;
    }

    /** The same, but of the journal only what was synced. */
    public MemoryVolume afterLossOfPower() {
        MemoryVolume copy = copy();
        copy.files.keySet().removeIf(Journal.FILE::equals);
        copy.files.putAll(synced);
        return copy;
    }

    public void capacity(long bytes) {
        capacity = bytes;
    }

    /** So many writes are refused, as by a disk that is broken. */
    public void breakFor(int count) {
        failures = count;
    }

    /** After so many writes nothing reaches the volume any more, as if the process were dead. */
    public void dieAfter(int count) {
        writesLeft = count;
    }

    /** What is done before anything is written or deleted, also by the dead. */
    public void beforeWrite(Runnable look) {
        beforeWrite = look;
    }

    public int writes() {
        return writes;
    }

    public Map<String, byte[]> files() {
        return new TreeMap<>(files);
    }

    public void put(String name, byte[] content) {
        files.put(name, content);
    }

    public long used() {
        return files.values().stream().mapToLong(content -> content.length).sum();
    }

    private boolean alive() {
        beforeWrite.run();
        writes++;
        return writesLeft-- > 0;
    }

    private void room(long more) throws IOException {
        if (failures > 0) {
            failures--;
            throw new IOException("Input/output error");
        }
        if (used() + more > capacity) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public void write(String name, ByteBuffer... content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (ByteBuffer buffer : content) {
            byte[] piece = new byte[buffer.remaining()];
            buffer.get(piece);
            bytes.writeBytes(piece);
        }
        if (alive()) {
            room(bytes.size());
            files.put(name, bytes.toByteArray());
        }
    }

    @Override
    public void replace(String name, byte[] content) throws IOException {
        if (alive()) {
            room(content.length);
            files.put(name, content.clone());
            synced.put(name, content.clone());
        }
    }

    @Override
    public void append(String name, byte[] content) throws IOException {
        if (alive()) {
            room(content.length);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(files.getOrDefault(name, new byte[0]));
            bytes.writeBytes(content);
            files.put(name, bytes.toByteArray());
        }
    }

    @Override
    public void extend(String name, long at, ByteBuffer... content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(files.getOrDefault(name, new byte[0]), 0, (int) at);
        for (ByteBuffer buffer : content) {
            byte[] piece = new byte[buffer.remaining()];
            buffer.get(piece);
            bytes.writeBytes(piece);
        }
        if (alive()) {
            room(bytes.size() - at);
            files.put(name, bytes.toByteArray());
        }
    }

    @Override
    public void read(String name, long at, ByteBuffer into) throws IOException {
        try (InputStream in = open(name)) {
            in.skipNBytes(at);
            into.put(in.readNBytes(into.remaining()));
        }
    }

    @Override
    public void sync(String name) {
        if (writesLeft > 0) {
            synced.put(name, Objects.requireNonNull(files.get(name)));
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        byte[] content = files.get(name);
        if (content == null) {
            throw new FileNotFoundException(name);
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public long size(String name) {
        byte[] content = files.get(name);
        return content == null ? -1 : content.length;
    }

    @Override
    public void delete(String name) {
        if (alive()) {
            files.remove(name);
        }
    }

    @Override
    public void names(Consumer<String> visitor) {
        List.copyOf(files.keySet()).forEach(visitor);
    }
}
