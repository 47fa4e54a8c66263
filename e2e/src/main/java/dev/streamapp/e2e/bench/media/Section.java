package dev.streamapp.e2e.bench.media;

import dev.streamapp.e2e.bench.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;

/** The section "Media" of a page. The first of each list is ours. */
record Section(
        List<Steady> steady,
        List<Departure> departures,
        Duration time,
        String others,
        String loadBefore,
        String loadAfter) {
    private static final String HEADING = "## Media\n";

    /** Puts it in the place of the former one, else at the end; the rest of the page stays. */
    void writeTo(Path file) throws IOException {
        String page = Files.readString(file);
        int begin = page.indexOf("\n" + HEADING);
        int next = begin < 0 ? -1 : page.indexOf("\n## ", begin + 1);
        String before = begin < 0 ? page.stripTrailing() + "\n" : page.substring(0, begin);
        Files.writeString(file, before + "\n" + text() + (next < 0 ? "" : page.substring(next)));
    }

    String text() throws IOException {
        var text = new StringBuilder(HEADING);
        text.append(
                """

                Written by `make bench` (`bench/media/run`) on %s, on %s. The load average was %s when it began and %s when it ended; the publishers ran on the
                same machine.

                Without a cluster: our packager's image, its file system and its command line, a process for each stream; beside it, in turns and on the same
                input, %s. Each stream is 1280x720, 25 frames a second, a key frame each second, 2.5 Mbit/s H.264 with AAC, by SRT with
                200 ms latency and a passphrase; all make segments of 2 s and list 8.

                """
                        .formatted(
                                LocalDate.now(),
                                Machine.described(),
                                loadBefore,
                                loadAfter,
                                others));
        text.append(Steady.header());
        steady.forEach(row -> text.append(row.row()));
        text.append(
                """

                - For %d s after 20 s of warming up, the packager after 120 s: until then its Java compiles what it does all the time. Of a recording that is sent
                  over and over, with no viewer. CPU and memory of the processes that take in and package, their children included, divided by the streams. Aims:
                  at most 2 %% of a core, 36 MB.

                """
                        .formatted(time.toSeconds()));
        text.append(Departure.header());
        departures.forEach(row -> text.append(row.row()));
        text.append(
                """

                - One camera that films a clock, medians of %d times. It starts, is watched for 12 s, vanishes without a word, and starts again 8 s later; its own
                  start-up is included. What can be fetched is a part or a segment, whichever is listed first. PROGRAM-DATE-TIME off: the date of each segment
                  minus the time in its first picture. Aims: at most 2.6 s, 3 s (2 s and the first key frame), 200 ms.

                Aims missed in this run: %s.
                """
                        .formatted(departures.getFirst().first().size(), missed()));
        return text.toString();
    }

    private String missed() {
        String ours = steady.getFirst().packaging();
        var aims = new LinkedHashMap<String, Boolean>();
        List<Steady> own = steady.stream().filter(row -> row.packaging().equals(ours)).toList();
        aims.put("CPU", own.stream().allMatch(row -> row.cpu() <= 2));
        aims.put("memory", own.stream().allMatch(row -> row.memory() <= 36));
        Departure departure = departures.getFirst();
        aims.put("first picture", departure.firstMedian() <= 2_600);
        aims.put("reconnect", departure.againMedian() <= 3_000 && departure.goesOn());
        aims.put("PROGRAM-DATE-TIME", departure.dateWorst() <= 200);
        aims.values().removeIf(reached -> reached);
        return aims.isEmpty() ? "none" : String.join(", ", aims.keySet());
    }
}
