package dev.streamapp.e2e.bench.media;

import dev.streamapp.e2e.bench.Teardown;
import dev.streamapp.e2e.cluster.Cluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Our packager, a process for each stream, from its image and as its image starts it. */
final class OurPackagers implements Packaging {
    private static final int SRT = 21_000;
    private static final int MEDIA = 22_000;
    private static final int CONTROL = 23_000;

    private final Teardown teardown = new Teardown();
    private final List<Program> programs = new ArrayList<>();

    OurPackagers(Path directory, int streams) throws IOException {
        for (int i = 0; i < streams; i++) {
            Path data = Files.createDirectories(directory.resolve("packager-" + i));
            // the image's user is none of this machine
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
            programs.add(
                    teardown.add(
                            Program.start(
                                    directory.resolve("packager-" + i + ".log"),
                                    command(data, i))));
        }
    }

    private static List<String> command(Path data, int stream) {
        var command = new ArrayList<String>();
        command.add(Cluster.root().resolve("hack/images/run").toString());
        command.add("packager");
        for (String variable :
                List.of(
                        "STREAM_NAME=stream-" + stream,
                        "SRT_PORT=" + (SRT + stream),
                        "SRT_PASSPHRASE=" + PASSPHRASE,
                        "MEDIA_PORT=" + (MEDIA + stream),
                        "CONTROL_PORT=" + (CONTROL + stream))) {
            command.addAll(List.of("--env", variable));
        }
        command.addAll(List.of("--volume", data.toAbsolutePath() + ":/data"));
        command.addAll(
                List.of(
                        "/opt/java/bin/java",
                        "-XX:AOTCache=/app/packager.aot",
                        "@/app/java.args",
                        "dev.streamapp.packager.Main"));
        return command;
    }

    @Override
    public String name() {
        return "packager and its ffmpeg";
    }

    @Override
    public int port(int stream) {
        return SRT + stream;
    }

    @Override
    public URI playlist(int stream) {
        return URI.create("http://127.0.0.1:%d/live.m3u8".formatted(MEDIA + stream));
    }

    @Override
    public List<ProcessHandle> processes() {
        return programs.stream().map(Program::handle).toList();
    }

    /** Until Java has compiled what is done some times a second. */
    @Override
    public Duration warmUp() {
        return Duration.ofSeconds(120);
    }

    @Override
    public void close() {
        teardown.close();
    }
}
