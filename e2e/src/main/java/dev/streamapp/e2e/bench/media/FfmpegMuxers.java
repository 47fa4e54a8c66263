package dev.streamapp.e2e.bench.media;

import dev.streamapp.e2e.bench.Teardown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * ffmpeg's own HLS muxer: this machine's ffmpeg, one for each stream, started again whenever it
 * ends, as it does when its publisher leaves.
 */
final class FfmpegMuxers implements Packaging {
    private static final int SRT = 24_000;

    private final Path directory;
    private final Teardown teardown = new Teardown();
    private final List<Loop> loops;

    FfmpegMuxers(Path directory, int streams) {
        this.directory = directory;
        this.loops = IntStream.range(0, streams).mapToObj(i -> teardown.add(new Loop(i))).toList();
    }

    /** One stream's ffmpeg, whichever it is at present. */
    private final class Loop implements AutoCloseable {
        private final int stream;
        private final Thread thread;
        private volatile boolean over;
        private volatile Program program;

        Loop(int stream) {
            this.stream = stream;
            try {
                Files.createDirectories(folder(stream));
                program = start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            thread = Thread.ofVirtual().start(this::startAgain);
        }

        private Program start() throws IOException {
            return Program.start(directory.resolve("ffmpeg-" + stream + ".log"), command(stream));
        }

        private void startAgain() {
            try {
                while (true) {
                    program.awaitEnd();
                    if (over) {
                        return;
                    }
                    program = start();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            over = true;
            thread.interrupt();
            program.close();
        }
    }

    private List<String> command(int stream) {
        var command = new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-nostdin", "-nostats"));
        command.addAll(List.of("-loglevel", "warning"));
        command.addAll(List.of("-passphrase", PASSPHRASE, "-pbkeylen", "32"));
        command.addAll(
                List.of(
                        "-f",
                        "mpegts",
                        "-i",
                        "srt://127.0.0.1:%d?mode=listener&latency=200000".formatted(SRT + stream)));
        command.addAll(List.of("-map", "0:v:0", "-map", "0:a:0?", "-c", "copy"));
        command.addAll(List.of("-bsf:a", "aac_adtstoasc"));
        command.addAll(List.of("-f", "hls", "-hls_time", "2", "-hls_list_size", "8"));
        command.addAll(List.of("-hls_segment_type", "fmp4"));
        command.addAll(List.of("-hls_flags", "delete_segments+program_date_time"));
        command.add(folder(stream).resolve("live.m3u8").toString());
        return command;
    }

    private Path folder(int stream) {
        return directory.resolve("ffmpeg-" + stream);
    }

    @Override
    public String name() {
        return "ffmpeg's HLS muxer";
    }

    @Override
    public int port(int stream) {
        return SRT + stream;
    }

    @Override
    public URI playlist(int stream) {
        return folder(stream).resolve("live.m3u8").toUri();
    }

    @Override
    public List<ProcessHandle> processes() {
        return loops.stream().map(loop -> loop.program.handle()).toList();
    }

    @Override
    public void close() {
        teardown.close();
    }
}
