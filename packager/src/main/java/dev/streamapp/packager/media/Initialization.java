package dev.streamapp.packager.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The Media Initialization Section (RFC 8216bis, 3): ftyp and moov as served, and what they say.
 *
 * @param bytes ftyp + moov
 * @param tracks at most one of video and one of audio, at least one
 */
public record Initialization(byte[] bytes, List<Track> tracks) {
    public Initialization {
        tracks = List.copyOf(tracks);
    }

    public Optional<Track.Video> video() {
        return first(Track.Video.class);
    }

    public Optional<Track.Audio> audio() {
        return first(Track.Audio.class);
    }

    /** The track whose timeline is cut: video where there is any. */
    public Track primary() {
        return video().<Track>map(v -> v).orElseGet(() -> tracks.getFirst());
    }

    private <T extends Track> Optional<T> first(Class<T> kind) {
        return tracks.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /**
     * Understands a stored initialization section.
     *
     * @throws InvalidMedia where it is none
     * @throws UnsupportedCodec for a track that cannot be described in CODECS
     */
    public static Initialization parse(byte[] bytes) throws IOException {
        byte[] all = bytes(new BoxReader(new ByteArrayInputStream(bytes)));
        return new Initialization(all, tracks(moov(all)));
    }

    /**
     * Of a stored one, what is the same for all runs whose samples one of them can describe.
     *
     * @throws InvalidMedia where it is none
     */
    public static byte[] format(byte[] bytes) throws IOException {
        try {
            return BitRates.without(bytes);
        } catch (NoSuchElementException
                | BufferUnderflowException
                | BufferOverflowException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            throw new InvalidMedia("broken moov: " + e.getMessage());
        }
    }

    /** Reads one as it is to be stored and served. */
    static Initialization read(BoxReader reader) throws IOException {
        byte[] all = bytes(reader);
        try {
            HevcName.complete(moov(all));
        } catch (NoSuchElementException | IndexOutOfBoundsException e) {
            throw new InvalidMedia("broken moov: " + e.getMessage());
        }
        return new Initialization(all, tracks(moov(all)));
    }

    private static ByteBuffer moov(byte[] all) throws InvalidMedia {
        return Boxes.require(ByteBuffer.wrap(all), "moov");
    }

    private static byte[] bytes(BoxReader reader) throws IOException {
        BoxReader.Box ftyp = reader.next();
        if (!ftyp.type().equals("ftyp")) {
            throw new InvalidMedia("the input starts with box " + ftyp.type() + ", not ftyp");
        }
        byte[] first = withHeader(ftyp);
        BoxReader.Box moov = reader.next();
        if (!moov.type().equals("moov")) {
            throw new InvalidMedia("box " + moov.type() + " where moov should be");
        }
        byte[] second = withHeader(moov);
        byte[] all = new byte[first.length + second.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static byte[] withHeader(BoxReader.Box box) {
        int length = box.payload().remaining();
        ByteBuffer whole = ByteBuffer.allocate(8 + length);
        whole.putInt(8 + length);
        box.type().chars().forEach(c -> whole.put((byte) c));
        whole.put(box.payload().duplicate());
        return whole.array();
    }

    private static List<Track> tracks(ByteBuffer moov) throws IOException {
        List<Track> tracks = new ArrayList<>();
        try {
            for (Boxes.Child child : new Boxes(moov)) {
                if (child.type().equals("trak")) {
                    tracks.add(Codecs.track(child.body()));
                }
            }
        } catch (NoSuchElementException
                | BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException e) {
            throw new InvalidMedia("broken moov: " + e.getMessage());
        }
        if (tracks.isEmpty()) {
            throw new InvalidMedia("no track in moov");
        }
        return tracks;
    }
}
