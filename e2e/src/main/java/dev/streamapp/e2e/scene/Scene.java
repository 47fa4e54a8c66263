package dev.streamapp.e2e.scene;

import dev.streamapp.e2e.browser.Viewer;
import dev.streamapp.e2e.cluster.HostNetwork;
import dev.streamapp.e2e.cluster.LiveStreamSpec;
import dev.streamapp.e2e.cluster.Sample;
import dev.streamapp.e2e.cluster.SmallVolume;
import dev.streamapp.e2e.cluster.Streams;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import dev.streamapp.e2e.watch.Follower;
import dev.streamapp.e2e.watch.RecordingProxy;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    /** Applies a sample; the stream goes when the test ends. */
    public TestStream apply(Sample sample) {
        return keep(streams().apply(sample));
    }

    /** A Secret for a stream, made or changed; it goes when the test ends. */
    public void secret(String name, String type, Map<String, String> content) {
        var secrets = stage.cluster().client().secrets().inNamespace(streams().namespace());
        Secret secret =
                new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withType(type)
                        .withStringData(content)
                        .build();
        toClose.push(() -> secrets.withName(name).delete());
        secrets.resource(secret).serverSideApply();
    }

    /** A volume that can be filled; it goes when the test ends. */
    public SmallVolume smallVolume(String purpose) {
        String image = stage.installation().packagerImage(stage.cluster());
        var volume = new SmallVolume(stage.cluster(), "e2e-" + purpose, image);
        toClose.push(volume);
        return volume;
    }

    /** Takes over a stream made otherwise. */
    public TestStream keep(TestStream stream) {
        streams.add(stream);
        toClose.push(stream);
        return stream;
    }

    /** A publisher that knows where to send to and the passphrase; it does not send yet. */
    public Publisher publisher(TestStream stream, Source source) {
        return camera(stream, stream.ingestUrl(), stream.passphrase(), source);
    }

    /** A camera for a stream that is reached in another way. */
    public Publisher camera(
            TestStream stream, String url, @Nullable String passphrase, Source source) {
        return keep(Publisher.camera(url, passphrase, source, log(stream.name() + "-publisher")));
    }

    /** An encoder that sends to a stream over SRT whatever it is told to. */
    public Publisher encoder(TestStream stream, List<String> options) {
        return keep(
                Publisher.encoder(
                        stream.ingestUrl(),
                        stream.passphrase(),
                        options,
                        log(stream.name() + "-encoder")));
    }

    /** An IP camera at a port of this machine. */
    public Publisher ipCamera(int port, String user, String password) {
        return keep(
                Publisher.ipCamera(
                        HostNetwork.addressTowards(stage.cluster()),
                        port,
                        user,
                        password,
                        log("ip-camera-" + port)));
    }

    private Publisher keep(Publisher publisher) {
        toClose.push(publisher);
        return publisher;
    }

    private Path log(String name) {
        return directory.resolve(name + ".log");
    }

    /** A publisher with another passphrase than the stream's. */
    public Publisher intruder(TestStream stream, String passphrase) {
        return keep(
                Publisher.camera(
                        stream.ingestUrl(),
                        passphrase,
                        Source.small(),
                        log(stream.name() + "-intruder")));
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
