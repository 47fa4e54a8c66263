package dev.streamapp.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Programs of this machine that a viewer or an administrator might use. */
final class Programs {
    private Programs() {}

    /** What ffprobe decodes of three seconds of a playlist: codecs and numbers of frames. */
    static String probe(String url) {
        return output(
                "ffprobe",
                "-v",
                "error",
                "-read_intervals",
                "%+3",
                "-count_frames",
                "-show_entries",
                "stream=codec_name,nb_read_frames",
                "-of",
                "csv=p=0",
                url);
    }

    /**
     * GStreamer shows so many pictures at the speed they were made.
     *
     * @param certificate the only one it trusts, as PEM: what GStreamer trusts is the system's
     *     file, which it sees in a namespace of its own
     * @return what it prints; "Got EOS" is among it when it has shown them all
     */
    static String gstreamer(String url, int pictures, Path certificate) {
        return output(
                "timeout",
                "60",
                "unshare",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount --bind \"$0\" /etc/ssl/certs/ca-certificates.crt && exec \"$@\"",
                certificate.toString(),
                "gst-launch-1.0",
                "uridecodebin",
                "uri=" + url,
                "name=source",
                "source.",
                "!",
                "video/x-raw",
                "!",
                "fakesink",
                "sync=true",
                "num-buffers=" + pictures);
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
