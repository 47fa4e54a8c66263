package dev.streamapp.packager.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamapp.packager.hls.Part;
import dev.streamapp.packager.hls.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the listing across restarts: one JSON object a line, appended as things happen and
 * rewritten at once from time to time. A line cut off by a crash at the very end is what was not
 * yet listed, and is ignored.
 */
public final class Journal {
    public static final String FILE = "state.jsonl";

    private static final int VERSION = 1;
    private static final int LINES_BEFORE_REWRITE = 2_000;

    private final Volume volume;
    private final JsonFactory json = new JsonFactory();
    private int lines;
    private boolean damaged = true;

    public Journal(Volume volume) {
        this.volume = volume;
    }

    /** Writes the fields of one line. */
    private interface Line {
        void write(JsonGenerator out) throws IOException;
    }

    public boolean exists() {
        return volume.size(FILE) >= 0;
    }

    /** Whether the next change should be written by {@link #rewrite}. */
    public boolean rewriteDue() {
        return damaged || lines >= LINES_BEFORE_REWRITE;
    }

    public void opened(Segment segment) throws IOException {
        append(out -> open(out, segment));
    }

    public void added(Part part) throws IOException {
        append(out -> part(out, part));
    }

    public void closed(long nanos) throws IOException {
        append(out -> close(out, nanos, false));
    }

    /** The first segment left the list. */
    public void removed() throws IOException {
        append(out -> out.writeStringField("event", "removed"));
    }

    /** Returns when a loss of power does not take back what was written. */
    public void sync() throws IOException {
        damaged = true;
        volume.sync(FILE);
        damaged = false;
    }

    /** Replaces the whole journal. */
    public void rewrite(Listing listing) throws IOException {
        damaged = true;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        line(bytes, out -> base(out, listing));
        for (Segment segment : listing.segments()) {
            line(bytes, out -> open(out, segment));
            for (Part part : parts(segment)) {
                line(bytes, out -> part(out, part));
            }
            if (segment.closed()) {
                line(bytes, out -> close(out, segment.nanos(), segment.parts().isEmpty()));
            }
        }
        volume.replace(FILE, bytes.toByteArray());
        lines = 0;
        damaged = false;
    }

    /** An earlier version, which knows of no segment without parts, reads one part and is right. */
    private static List<Part> parts(Segment segment) {
        return segment.closed() && segment.parts().isEmpty()
                ? List.of(new Part(segment.nanos(), true, segment.bytes()))
                : segment.parts();
    }

    private void append(Line line) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
        line(bytes, line);
        damaged = true;
        volume.append(FILE, bytes.toByteArray());
        damaged = false;
        lines++;
    }

    private void line(ByteArrayOutputStream bytes, Line line) throws IOException {
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            out.writeStartObject();
            line.write(out);
            out.writeEndObject();
        }
        bytes.write('\n');
    }

    private static void base(JsonGenerator out, Listing listing) throws IOException {
        out.writeStringField("event", "listing");
        out.writeNumberField("version", VERSION);
        out.writeNumberField("nextMsn", listing.nextMsn());
        out.writeNumberField("discontinuitySequence", listing.discontinuitySequence());
        Listing.Promise promise = listing.promise();
        if (promise != null) {
            out.writeNumberField("targetSeconds", promise.targetSeconds());
            out.writeNumberField("partNanos", promise.partNanos());
        }
    }

    private static void open(JsonGenerator out, Segment segment) throws IOException {
        out.writeStringField("event", "opened");
        out.writeStringField("run", segment.run());
        out.writeNumberField("msn", segment.msn());
        out.writeBooleanField("discontinuity", segment.discontinuity());
        out.writeStringField("start", segment.start().toString());
    }

    private static void part(JsonGenerator out, Part part) throws IOException {
        out.writeStringField("event", "part");
        out.writeNumberField("nanos", part.nanos());
        out.writeBooleanField("independent", part.independent());
        out.writeNumberField("bytes", part.bytes());
    }

    private static void close(JsonGenerator out, long nanos, boolean whole) throws IOException {
        out.writeStringField("event", "closed");
        out.writeNumberField("nanos", nanos);
        if (whole) {
            out.writeBooleanField("whole", true);
        }
    }

    /**
     * Reads the journal of an earlier life.
     *
     * @throws StateUnreadable where it is empty, damaged before its end or of another version
     */
    public Listing read() throws IOException {
        byte[] bytes;
        try (InputStream in = volume.open(FILE)) {
            bytes = in.readAllBytes();
        }
        Replay replay = new Replay();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                replay.apply(fields(bytes, from, i - from));
                from = i + 1;
            }
        }
        return replay.listing();
    }

    private Map<String, Object> fields(byte[] bytes, int from, int length) throws IOException {
        Map<String, Object> fields = new HashMap<>();
        try (JsonParser in = json.createParser(bytes, from, length)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new StateUnreadable(FILE + " holds a line that is no JSON object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                switch (in.nextToken()) {
                    case VALUE_STRING -> fields.put(name, in.getText());
                    case VALUE_NUMBER_INT -> fields.put(name, in.getLongValue());
                    case VALUE_TRUE -> fields.put(name, Boolean.TRUE);
                    case VALUE_FALSE -> fields.put(name, Boolean.FALSE);
                    default -> in.skipChildren();
                }
            }
            return fields;
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new StateUnreadable(FILE + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /** Goes through the events again. */
    private static final class Replay {
        private boolean based;
        private long nextMsn;
        private long discontinuitySequence;
        private final List<Segment> segments = new ArrayList<>();
        private Listing.@Nullable Promise promise;

        void apply(Map<String, Object> fields) throws StateUnreadable {
            try {
                switch (text(fields, "event")) {
                    case "listing" -> base(fields);
                    case "opened" -> open(fields);
                    case "part" -> segments.add(segments.removeLast().with(part(fields)));
                    case "closed" -> close(fields);
                    case "removed" -> {
                        if (segments.removeFirst().discontinuity()) {
                            discontinuitySequence++;
                        }
                    }
                    default -> throw new StateUnreadable(FILE + " holds an unknown event");
                }
            } catch (java.util.NoSuchElementException | DateTimeException e) {
                throw new StateUnreadable(FILE + " contradicts itself: " + e.getMessage(), e);
            }
        }

        private void base(Map<String, Object> fields) throws StateUnreadable {
            if (number(fields, "version") != VERSION) {
                throw new StateUnreadable(
                        FILE + " was written by another version: " + fields.get("version"));
            }
            nextMsn = number(fields, "nextMsn");
            discontinuitySequence = number(fields, "discontinuitySequence");
            // earlier versions did not write it
            promise =
                    fields.containsKey("targetSeconds")
                            ? new Listing.Promise(
                                    number(fields, "targetSeconds"), number(fields, "partNanos"))
                            : null;
            based = true;
        }

        private void open(Map<String, Object> fields) throws StateUnreadable {
            long msn = number(fields, "msn");
            segments.add(
                    new Segment(
                            text(fields, "run"),
                            msn,
                            flag(fields, "discontinuity"),
                            Instant.parse(text(fields, "start")),
                            List.of(),
                            0));
            nextMsn = Math.max(nextMsn, msn + 1);
        }

        private void close(Map<String, Object> fields) throws StateUnreadable {
            Segment closed = segments.removeLast().close(number(fields, "nanos"));
            segments.add(fields.containsKey("whole") ? closed.withoutParts() : closed);
        }

        private static Part part(Map<String, Object> fields) throws StateUnreadable {
            return new Part(
                    number(fields, "nanos"), flag(fields, "independent"), number(fields, "bytes"));
        }

        Listing listing() throws StateUnreadable {
            if (!based) {
                throw new StateUnreadable(FILE + " is empty or cut off");
            }
            return new Listing(nextMsn, discontinuitySequence, segments, promise);
        }

        private static long number(Map<String, Object> fields, String name) throws StateUnreadable {
            if (fields.get(name) instanceof Long value && value >= 0) {
                return value;
            }
            throw new StateUnreadable(FILE + " misses " + name);
        }

        private static String text(Map<String, Object> fields, String name) throws StateUnreadable {
            if (fields.get(name) instanceof String value) {
                return value;
            }
            throw new StateUnreadable(FILE + " misses " + name);
        }

        private static boolean flag(Map<String, Object> fields, String name)
                throws StateUnreadable {
            if (fields.get(name) instanceof Boolean value) {
                return value;
            }
            throw new StateUnreadable(FILE + " misses " + name);
        }
    }
}
