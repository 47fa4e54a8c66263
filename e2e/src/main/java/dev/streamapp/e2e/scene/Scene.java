package dev.streamapp.e2e.scene;

import dev.streamapp.e2e.browser.Viewer;
import dev.streamapp.e2e.cluster.LiveStreamSpec;
import dev.streamapp.e2e.cluster.Streams;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import dev.streamapp.e2e.watch.Follower;
import dev.streamapp.e2e.watch.RecordingProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The streams, publishers and viewers of one test. */
public final class Scene implements AutoCloseable {
    private final Stage stage;
    private final Path directory;
    private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
    private final List<TestStream> streams = new ArrayList<>();
    private final List<Viewer> viewers = new ArrayList<>();

    Scene(Stage stage, String name) {
        this.stage = stage;
        this.directory = stage.directory().resolve(name);
    }

    public Stage stage() {
        return stage;
    }

    /** The streams of the installed StreamApp. */
    public Streams streams() {
        return new Streams(stage.cluster(), stage.installation().streamNamespace());
    }

    /** Creates a stream that goes when the test ends. */
    public TestStream stream(String purpose, LiveStreamSpec spec) {
        return keep(streams().create(purpose, spec));
    }

    /** Takes over a stream made otherwise. */
    public TestStream keep(TestStream stream) {
        streams.add(stream);
        toClose.push(stream);
        return stream;
    }

    /** A publisher that knows where to send to and the passphrase; it does not send yet. */
    public Publisher publisher(TestStream stream, Source source) {
        String url = stream.ingestUrl();
        var publisher =
                Publisher.camera(
                        url,
                        stream.passphrase(),
                        source,
                        directory.resolve(stream.name() + "-publisher.log"));
        toClose.push(publisher);
        return publisher;
    }

    /** A publisher with another passphrase than the stream's. */
    public Publisher intruder(TestStream stream, String passphrase) {
        var publisher =
                Publisher.camera(
                        stream.ingestUrl(),
                        passphrase,
                        Source.small(),
                        directory.resolve(stream.name() + "-intruder.log"));
        toClose.push(publisher);
        return publisher;
    }

    /** Somebody who opens the page of a stream in low-latency mode. */
    public Viewer viewer(TestStream stream) {
        return viewer(stream.watch().url("/playlist.m3u8"));
    }

    /** Somebody who opens the page of a playlist. */
    public Viewer viewer(URI playlist) {
        Viewer viewer = stage.browser().open(playlist);
        viewers.add(viewer);
        toClose.push(viewer);
        return viewer;
    }

    /** Somebody who fetches every file of a stream, to hold it to the rules. */
    public Follower follower(TestStream stream) {
        var follower = new Follower(stream.watch(), directory.resolve(stream.name()));
        toClose.push(follower);
        return follower;
    }

    /** Fails when anything that was served broke a rule. */
    void requireClean() {
        for (TestStream stream : streams) {
            RecordingProxy proxy = stream.watch();
            proxy.recorder().requireClean();
        }
    }

    /** Saves what helps to find out why a test failed. */
    void dump() {
        for (TestStream stream : streams) {
            Path place = directory.resolve(stream.name());
            attempt(() -> stream.watch().recorder().dump(place));
            attempt(() -> write(place.resolve("cluster.txt"), describe(stream)));
        }
        for (int i = 0; i < viewers.size(); i++) {
            Viewer viewer = viewers.get(i);
            Path place = directory.resolve("viewer-" + i);
            attempt(() -> viewer.dump(place));
        }
    }

    private String describe(TestStream stream) {
        var cluster = stage.cluster();
        String label = "streamapp.dev/stream=" + stream.name();
        return String.join(
                "\n----\n",
                cluster.kubectl("describe", "livestream", stream.name(), "-n", stream.namespace()),
                cluster.kubectl(
                        "get",
                        "pods,services,pvc",
                        "-n",
                        stream.namespace(),
                        "-l",
                        label,
                        "-o",
                        "wide"),
                cluster.kubectl("describe", "pods", "-n", stream.namespace(), "-l", label),
                cluster.kubectl(
                        "logs",
                        "-n",
                        stream.namespace(),
                        "-l",
                        label,
                        "--all-containers",
                        "--tail=400",
                        "--prefix"),
                cluster.kubectl(
                        "get", "events", "-n", stream.namespace(), "--sort-by=.lastTimestamp"),
                cluster.kubectl(
                        "logs",
                        "-n",
                        stage.installation().namespace(),
                        "deployment/streamapp-operator",
                        "--tail=400"));
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One thing that cannot be saved must not keep the others from being saved. */
    private static void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            System.err.println("not saved: " + e);
        }
    }

    /** Ends publishers and viewers, then deletes the streams. */
    @Override
    public void close() {
        while (!toClose.isEmpty()) {
            AutoCloseable next = toClose.pop();
            try {
                next.close();
            } catch (Exception e) {
                System.err.println("not closed: " + e);
            }
        }
    }
}
