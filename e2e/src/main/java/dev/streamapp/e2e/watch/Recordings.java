package dev.streamapp.e2e.watch;

import dev.streamapp.e2e.hls.Rule;
import dev.streamapp.e2e.hls.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a stream as they were served, a file for each initialization section, and what a
 * decoder makes of them.
 */
final class Recordings {
    private final Path directory;
    private final Recorder recorder;
    private final Decoding decoder;
    private final Map<String, Run> runs = new LinkedHashMap<>();

    /** Decodes the picture of a file, or its sound. */
    interface Decoding {
        Decoder.Result decode(Path file, boolean video);
    }

    /** Segments of one initialization section. */
    private static final class Run {
        private final Path file;
        private final boolean video;
        private final Map<Long, OffsetDateTime> dates = new LinkedHashMap<>();
        private long next = -1;
        private long pictures;
        private long lastSegment;

        Run(Path file, boolean video) {
            this.file = file;
            this.video = video;
        }
    }

    Recordings(Path directory, Recorder recorder, Decoding decoder) {
        this.directory = directory;
        this.recorder = recorder;
        this.decoder = decoder;
    }

    synchronized void initialization(String map, byte[] body) {
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve(map.replace('/', '_'));
            Files.write(file, body);
            runs.put(map, new Run(file, recorder.media().hasVideo(map)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void segment(String map, long number, @Nullable OffsetDateTime date, byte[] body) {
        Run run = runs.get(map);
        if (run == null || (run.next >= 0 && run.next != number)) {
            return;
        }
        try {
            Files.write(run.file, body, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (date != null) {
            // the date of the picture that comes after all pictures so far
            run.dates.put(run.pictures, date);
        }
        run.next = number + 1;
        run.lastSegment = recorder.media().samples(map, body);
        run.pictures += run.lastSegment;
    }

    /**
     * For each dated segment its EXT-X-PROGRAM-DATE-TIME minus the moment its first picture was
     * captured, read from the clock in the picture; in milliseconds.
     */
    synchronized List<Long> dateErrors() {
        var errors = new ArrayList<Long>();
        for (Run run : runs.values()) {
            long[] captured = Decoder.clock(run.file);
            run.dates.forEach((picture, date) -> {
                if (picture < captured.length) {
                    errors.add(date.toInstant().toEpochMilli() - captured[(int) (long) picture]);
                }
            });
        }
        return errors;
    }

    /** Decodes all there is; what a decoder complains of or leaves out is a violation. */
    synchronized long decode() {
        long decoded = 0;
        int index = 0;
        for (Run run : runs.values()) {
            index++;
            boolean cutOff = index < runs.size();
            if (run.pictures > 0) {
                decoded += decode(run, cutOff);
            }
        }
        return decoded;
    }

    /**
     * A publisher that vanished may have left half a picture at the end of its run: nobody can
     * decode that one.
     */
    private long decode(Run run, boolean cutOff) {
        var result = decoder.decode(run.file, run.video);
        long missing = run.pictures - result.pictures();
        if (missing > (cutOff ? 1 : 0) || (!result.complaints().isEmpty() && !cutOff)) {
            String found =
                    run.file.getFileName()
                            + ": "
                            + result.pictures()
                            + " of "
                            + run.pictures
                            + (run.video ? " pictures" : " frames of sound")
                            + " decode; "
                            + result.complaints();
            recorder.add(new Violation(Rule.DECODES, found), "");
        }
        return result.pictures();
    }
}
