package dev.streamapp.packager;

import dev.streamapp.packager.ingest.SrtStatistics;
import dev.streamapp.packager.ingest.SrtStatistics.Traffic;
import dev.streamapp.packager.live.CaptureClock;
import dev.streamapp.packager.live.Recorder;
import dev.streamapp.packager.live.RunIds;
import dev.streamapp.packager.live.Time;
import dev.streamapp.packager.media.FragmentReader;
import dev.streamapp.packager.store.Directory;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Does once what the packager does all day, without ffmpeg: the run that an AOT cache is trained
 * with. Feeds itself a small recorded stream, fetches what comes out and ends.
 */
public final class Rehearsal {
    private static final String STREAM = "rehearsal.mp4";

    private Rehearsal() {}

    /** Ends with an exception, and so with exit code 1, where something does not work. */
    public static void main(String[] args) throws IOException {
        Logging.toStderr(new LogForm.Text());
        System.getLogger(Rehearsal.class.getName()).log(System.Logger.Level.INFO, "a line of text");
        Logging.toStderr(new LogForm.Json("default", "rehearsal"));
        Path data = Files.createTempDirectory("rehearsal");
        Settings settings =
                Settings.of(
                        Map.of(
                                "DATA_DIR",
                                data.toString(),
                                "MEDIA_PORT",
                                "0",
                                "CONTROL_PORT",
                                "0"));
        try (Origin origin = new Origin(settings, new Directory(data), Time.system())) {
            record(origin);
            origin.board()
                    .statistics(
                            new SrtStatistics(
                                    Duration.ZERO, Duration.ZERO, Duration.ZERO, Traffic.NONE));
            String media = "http://127.0.0.1:" + origin.mediaPort();
            String playlist = get(media + "/live.m3u8");
            get(media + "/playlist.m3u8");
            playlist.lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(file -> get(media + "/" + file));
            String control = "http://127.0.0.1:" + origin.controlPort();
            get(control + "/status");
            get(control + "/metrics");
        }
        try (var files = Files.list(data)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(data);
    }

    private static void record(Origin origin) throws IOException {
        try (InputStream in = Rehearsal.class.getResourceAsStream(STREAM)) {
            if (in == null) {
                throw new IOException(STREAM + " is not on the class path");
            }
            FragmentReader reader = new FragmentReader(in);
            Time time = Time.system();
            Recorder recorder =
                    new Recorder(
                            RunIds.next(time.now()),
                            reader.initialization(),
                            origin.archive(),
                            new CaptureClock(Duration.ZERO),
                            time,
                            origin.board());
            try {
                while (true) {
                    recorder.accept(reader.next());
                }
            } catch (EOFException e) {
                recorder.finish();
            }
        }
    }

    private static String get(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            try (InputStream in = connection.getInputStream()) {
                return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
