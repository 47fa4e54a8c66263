package dev.streamapp.e2e.bench.media;

import dev.streamapp.e2e.bench.Teardown;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MediaMTX, one process for all streams, which makes low-latency HLS with and without viewers. */
final class MediaMtx implements Packaging {
    private static final int SRT = 25_000;
    private static final int HLS = 25_001;

    private final Program program;
    private final Teardown teardown = new Teardown();

    MediaMtx(Path executable, Path directory) throws IOException {
        Path settings =
                Files.writeString(
                        directory.resolve("mediamtx.yml"),
                        """
                        logLevel: warn
                        rtsp: no
                        rtmp: no
                        webrtc: no
                        srt: yes
                        srtAddress: 127.0.0.1:%d
                        hls: yes
                        hlsAddress: 127.0.0.1:%d
                        hlsAlwaysRemux: yes
                        hlsVariant: lowLatency
                        hlsSegmentCount: 8
                        hlsSegmentDuration: 2s
                        hlsPartDuration: 200ms
                        pathDefaults: {srtPublishPassphrase: "%s"}
                        paths: {all_others: {}}
                        """
                                .formatted(SRT, HLS, PASSPHRASE));
        program =
                teardown.add(
                        Program.start(
                                directory.resolve("mediamtx.log"),
                                List.of(executable.toString(), settings.toString())));
    }

    @Override
    public String name() {
        return "MediaMTX";
    }

    @Override
    public int port(int stream) {
        return SRT;
    }

    @Override
    public String ingestUrl(int stream) {
        return "srt://127.0.0.1:%d?mode=caller&latency=200000&streamid=publish:stream-%d"
                .formatted(SRT, stream);
    }

    /** The first variant of the multivariant playlist. */
    @Override
    public URI playlist(int stream) throws IOException, InterruptedException {
        URI main = URI.create("http://127.0.0.1:%d/stream-%d/index.m3u8".formatted(HLS, stream));
        String text = new String(Fetch.bytes(main), StandardCharsets.UTF_8);
        return main.resolve(
                text.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .findFirst()
                        .orElseThrow(() -> new IOException(main + " lists nothing")));
    }

    @Override
    public List<ProcessHandle> processes() {
        return List.of(program.handle());
    }

    @Override
    public void close() {
        teardown.close();
    }
}
