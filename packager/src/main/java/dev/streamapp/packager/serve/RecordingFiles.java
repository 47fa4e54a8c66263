package dev.streamapp.packager.serve;

import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.recording.Cut;
import dev.streamapp.packager.recording.Extract;
import dev.streamapp.packager.recording.Movie;
import dev.streamapp.packager.recording.Recordings;
import dev.streamapp.packager.store.Library.Stored;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recordings over HTTP: {@code /recordings/ID/FILE}, or {@code /recordings/ID/FROM-UNTIL/FILE} for
 * what lies between two instants (milliseconds since 1970) and nothing else. FILE is a playlist, a
 * movie, or what the playlist lists.
 */
final class RecordingFiles {
    static final String PREFIX = "/recordings/";

    private static final Pattern PATH =
            Pattern.compile(
                    PREFIX
                            + "([0-9]{1,15}[a-z0-9]{4}-[0-9]{1,12})"
                            + "(?:/([0-9]{1,15})-([0-9]{1,15}))?/([a-z0-9.-]{1,40})");

    private static final DateTimeFormatter FILE_NAME =
            DateTimeFormatter.ofPattern("'recording-'yyyy-MM-dd-HHmmss'.mp4'")
                    .withZone(ZoneOffset.UTC);

    private static final int BUFFER = 8 << 10;

    private final Recordings recordings;

    RecordingFiles(Recordings recordings) {
        this.recordings = recordings;
    }

    void answer(String path, Reply reply, Reply.Progress progress) throws IOException {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            reply.notFound();
            return;
        }
        String id = matcher.group(1);
        Cut cut =
                matcher.group(2) == null
                        ? Cut.NONE
                        : new Cut(instant(matcher.group(2)), instant(matcher.group(3)));
        switch (matcher.group(4)) {
            case "playlist.m3u8" -> playlist(id, cut, reply);
            case "recording.mp4" -> movie(id, cut, reply, progress);
            default -> file(id, cut, Names.parse(matcher.group(4)), reply, progress);
        }
    }

    private static Instant instant(String millis) {
        return Instant.ofEpochMilli(Long.parseLong(millis));
    }

    private void playlist(String id, Cut cut, Reply reply) throws IOException {
        Extract extract = recordings.extract(id, cut);
        if (extract == null) {
            reply.notFound();
            return;
        }
        reply.playlist(out -> {
            BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER);
            extract.playlist(buffered::write);
            buffered.flush();
        });
    }

    private void movie(String id, Cut cut, Reply reply, Reply.Progress progress)
            throws IOException {
        Extract extract = recordings.extract(id, cut);
        if (extract == null) {
            reply.notFound();
            return;
        }
        List<Cut> formats = extract.formats();
        if (formats.size() > 1) {
            reply.page(409, several(cut, formats));
            return;
        }
        Movie movie = new Movie(extract);
        reply.movie(movie, FILE_NAME.format(formats.getFirst().from()), progress);
    }

    /**
     * The publisher changed its encoder's settings: one file cannot say so. The addresses are
     * relative, for the edge has others than the packager.
     */
    private static String several(Cut asked, List<Cut> formats) {
        StringBuilder page =
                new StringBuilder(
                        """
                        <!doctype html>
                        <html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Recording</title>
                        <p>The camera's format changes in this recording. It can be downloaded in parts, a file each:</p>
                        <ol>
                        """);
        for (Cut part : formats) {
            page.append("<li><a href=\"").append(asked.equals(Cut.NONE) ? "" : "../");
            page.append(part.from().toEpochMilli()).append('-');
            page.append(part.until().toEpochMilli() + 1).append("/recording.mp4\">");
            page.append(part.from().truncatedTo(ChronoUnit.SECONDS)).append("</a></li>\n");
        }
        return page.append("</ol>\n").toString();
    }

    private void file(
            String id, Cut cut, @Nullable Names name, Reply reply, Reply.Progress progress)
            throws IOException {
        Extract extract = name == null ? null : recordings.extract(id, cut);
        Stored stored = name == null || extract == null ? null : extract.file(cut, name);
        if (name == null || stored == null) {
            reply.notFound();
        } else {
            reply.media(name, stored, progress);
        }
    }
}
