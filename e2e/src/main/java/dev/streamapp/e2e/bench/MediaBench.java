package dev.streamapp.e2e.bench;

import dev.streamapp.e2e.browser.PlayerReport;
import dev.streamapp.e2e.browser.Viewer;
import dev.streamapp.e2e.cluster.LiveStreamSpec;
import dev.streamapp.e2e.cluster.Streams;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import dev.streamapp.e2e.scene.Stage;
import dev.streamapp.e2e.watch.Follower;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * So many streams at once: one camera that a browser watches, the others players of a recording,
 * all at 1280x720, 25 frames a second and 2.5 Mbit/s.
 */
final class MediaBench implements AutoCloseable {
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    private final Stage stage;
    private final Path recording;
    private final Duration time;
    private final Teardown teardown = new Teardown();

    MediaBench(Stage stage, Path recording, Duration time) {
        this.stage = stage;
        this.recording = recording;
        this.time = time;
    }

    Result run(int count) {
        var streams = new Streams(stage.cluster(), stage.installation().streamNamespace());
        var all = new ArrayList<TestStream>();
        for (int i = 0; i < count; i++) {
            all.add(teardown.add(streams.create("bench", LiveStreamSpec.defaults())));
        }
        all.forEach(TestStream::ready);
        for (TestStream stream : all.subList(1, count)) {
            Path log = stage.directory().resolve("bench/" + stream.name() + ".log");
            teardown.add(
                            Publisher.recording(
                                    stream.ingestUrl(), stream.passphrase(), recording, log))
                    .start();
        }
        all.subList(1, count)
                .forEach(stream -> stream.awaitPhase("Running", Duration.ofSeconds(60)));
        return measure(all, count);
    }

    private Result measure(List<TestStream> all, int count) {
        TestStream watched = all.getFirst();
        Follower follower =
                teardown.add(
                        new Follower(
                                watched.watch(),
                                stage.directory().resolve("bench/" + watched.name())));
        Viewer viewer = teardown.add(stage.browser().open(watched.watch().url("/playlist.m3u8")));
        Path log = stage.directory().resolve("bench/" + watched.name() + ".log");
        Publisher camera =
                teardown.add(
                        Publisher.camera(
                                watched.ingestUrl(), watched.passphrase(), Source.camera(), log));
        Instant started = camera.start();
        PlayerReport first =
                viewer.await(
                        "a picture", Duration.ofSeconds(60), report -> report.firstPictureAt() > 0);
        long fetched =
                Duration.between(started, watched.watch().recorder().parts().getFirst().at())
                        .toMillis();
        pass(WARM_UP);
        Usage before = Usage.read(stage.cluster(), watched.namespace());
        Instant from = Instant.now();
        pass(time);
        Usage after = Usage.read(stage.cluster(), watched.namespace());
        List<Double> latencies = viewer.report(from).latenciesSince(from);
        camera.vanish();
        follower.decodeEverything();
        watched.watch().recorder().requireClean();
        List<Long> dates = follower.dateErrors().stream().sorted().toList();
        List<String> names = all.stream().map(TestStream::name).toList();
        return new Result(
                count,
                names.stream()
                        .mapToDouble(name -> after.cpuPercent(name, before))
                        .average()
                        .orElseThrow(),
                names.stream().mapToDouble(after::anonymousMegabytes).average().orElseThrow(),
                names.stream().mapToDouble(after::anonymousMegabytes).max().orElseThrow(),
                fetched,
                (long) first.firstPictureAt() - started.toEpochMilli(),
                PlayerReport.percentile(latencies, 0.5),
                PlayerReport.percentile(latencies, 0.95),
                dates.get(dates.size() / 2),
                dates.stream().mapToLong(Math::abs).max().orElseThrow());
    }

    private static void pass(Duration time) {
        Instant end = Instant.now().plus(time);
        Awaitility.await()
                .atMost(time.plusSeconds(10))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> Instant.now().isAfter(end));
    }

    @Override
    public void close() {
        teardown.close();
    }
}
