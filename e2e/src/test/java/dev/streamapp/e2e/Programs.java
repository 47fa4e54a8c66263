package dev.streamapp.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Programs of this machine that a viewer or an administrator might use. */
final class Programs {
    private Programs() {}

    /** What ffprobe decodes of three seconds of a playlist: codecs, tags and numbers of frames. */
    static String probe(String url) {
        return output(
                "ffprobe",
                "-v",
                "error",
                "-read_intervals",
                "%+3",
                "-count_frames",
                "-show_entries",
                "stream=codec_name,codec_tag_string,nb_read_frames",
                "-of",
                "csv=p=0",
                url);
    }

    /** How long a file is, in seconds, as ffprobe reads it. */
    static double length(Path file) {
        return Double.parseDouble(
                output(
                                "ffprobe",
                                "-v",
                                "error",
                                "-show_entries",
                                "format=duration",
                                "-of",
                                "csv=p=0",
                                file.toString())
                        .strip());
    }

    /**
     * How many pictures GStreamer shows.
     *
     * @param certificate the only one it trusts, as PEM: what GStreamer trusts is the system's
     *     file, which it sees in a namespace of its own
     */
    static long gstreamer(String url, Duration time, Path certificate) {
        String printed =
                output(
                        "timeout",
                        String.valueOf(time.toSeconds()),
                        "unshare",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        "mount --bind \"$0\" /etc/ssl/certs/ca-certificates.crt && exec \"$@\"",
                        certificate.toString(),
                        "gst-launch-1.0",
                        "--verbose",
                        "playbin3",
                        "uri=" + url,
                        "video-sink=fakesink silent=false",
                        "audio-sink=fakesink");
        return printed.lines().filter(line -> line.contains("last-message = chain")).count();
    }

    /** What a program prints, errors included. */
    static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(10, TimeUnit.SECONDS);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(command[0] + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
