package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.e2e.cluster.LiveStreamSpec;
import dev.streamapp.e2e.cluster.SmallVolume;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.hls.Rule;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import dev.streamapp.e2e.scene.Scene;
import dev.streamapp.e2e.scene.SceneExtension;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(SceneExtension.class)
@ResourceLock(value = Processors.LOCK, mode = ResourceAccessMode.READ)
@DisplayName("What belongs to a stream is lost, and the page that was open plays again")
class LossesIT {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    /** A list that begins anew: hls.js jumps over the hole, 3 to 9 s were seen. */
    private static final Duration ANOTHER_LIST = Duration.ofSeconds(15);

    @Test
    @DisplayName("the Secret, and then the pod that knew it: with another passphrase")
    void secret(Scene scene) {
        var watched = Watched.start(scene, "secret");
        TestStream stream = watched.stream();
        String run = watched.newestRun();
        String passphrase = stream.passphrase();
        delete(scene, stream, "secret/" + stream.name() + "-ingest");
        watched.viewer().showsPictureCapturedAfter(Instant.now(), MINUTE);

        Pod pod = stream.pod();
        watched.publisher().vanish();
        stream.deletePod();
        stream.awaitPodAfter(pod, MINUTE);
        assertThat(stream.passphrase()).isNotNull().isNotEqualTo(passphrase);
        assertThat(
                        scene.stage()
                                .cluster()
                                .kubectl("events", "-n", stream.namespace(), "--for", of(stream)))
                .contains("PassphraseReplaced");
        publishedAnew(watched, scene, run, Watched.PLAYS_AGAIN).finish();
    }

    @Test
    @EnabledIfSystemProperty(named = "campaign", matches = "full")
    @DisplayName("the volume and the pod that had it")
    void volume(Scene scene) {
        var watched = Watched.start(scene, "volume");
        TestStream stream = watched.stream();
        String run = watched.newestRun();
        Pod pod = stream.pod();
        forgiveWhatIsGone(stream);
        String claim = "persistentvolumeclaim/" + stream.name() + "-data";
        assertThat(delete(scene, stream, claim, "--wait=false")).contains("deleted");
        stream.deletePod();
        stream.awaitPodAfter(pod, MINUTE);
        watched.playsAgainAfter(run, Instant.now(), MINUTE, ANOTHER_LIST);
        watched.finish();
    }

    @Test
    @DisplayName("the LiveStream, whose volume is retained: applied again")
    void liveStream(Scene scene) {
        applyAgain(scene, "Retain");
    }

    @Test
    @EnabledIfSystemProperty(named = "campaign", matches = "full")
    @DisplayName("the LiveStream, and its volume with it: applied again")
    void liveStreamWithVolume(Scene scene) {
        applyAgain(scene, "Delete");
    }

    private static void applyAgain(Scene scene, String reclaim) {
        var spec = LiveStreamSpec.defaults().withStorage(Map.of("reclaim", reclaim));
        var watched = Watched.start(scene, "again", spec);
        TestStream stream = watched.stream();
        String run = watched.newestRun();
        Pod pod = stream.pod();
        if (reclaim.equals("Delete")) {
            forgiveWhatIsGone(stream);
        }
        watched.publisher().vanish();
        stream.applyAgain();
        stream.awaitPodAfter(pod, MINUTE);
        Duration within = reclaim.equals("Delete") ? ANOTHER_LIST : Watched.PLAYS_AGAIN;
        publishedAnew(watched, scene, run, within).finish();
    }

    @Test
    @EnabledIfSystemProperty(named = "campaign", matches = "full")
    @DisplayName("each child in turn, while the publisher sends all the time")
    void children(Scene scene) {
        var watched = Watched.start(scene, "children");
        TestStream stream = watched.stream();
        List<String> kinds = kinds(stream);
        // Secret and volume are other tests: the publisher would have to be told, and pictures are
        // lost
        for (String kind :
                List.of(
                        "deployments",
                        "replicasets",
                        "pods",
                        "services",
                        "endpointslices",
                        "networkpolicies")) {
            delete(scene, stream, kind, "-l", "streamapp.dev/stream=" + stream.name());
            stream.await(
                    "all children after the loss of its " + kind,
                    MINUTE,
                    status -> kinds(stream).equals(kinds));
            stream.ready();
            watched.viewer().showsPictureCapturedAfter(Instant.now(), MINUTE);
        }
        watched.viewer().requireSamePageAndSource();
        watched.finish();
    }

    private static List<String> kinds(TestStream stream) {
        return stream.children().stream()
                .map(child -> child.substring(0, child.indexOf('/')))
                .sorted()
                .toList();
    }

    @Test
    @EnabledIfSystemProperty(named = "campaign", matches = "full")
    @DisplayName("the room on the volume, which is told and ends when there is room again")
    void room(Scene scene) {
        SmallVolume small = scene.smallVolume("room");
        var spec = LiveStreamSpec.defaults().withStorage(small.storage());
        var watched = Watched.start(scene, "room", spec);
        TestStream stream = watched.stream();
        small.fill();
        stream.awaitReason("StorageReady", "StorageFull", MINUTE);
        stream.awaitPhase("Error", MINUTE);

        Instant emptied = Instant.now();
        small.empty();
        stream.awaitCondition("StorageReady", "True", MINUTE);
        stream.awaitPhase("Running", MINUTE);
        watched.viewer().showsPictureCapturedAfter(emptied, MINUTE);
        watched.viewer().requireSamePageAndSource();
        watched.finish();
    }

    /** Nobody can list or serve what was on a volume that is lost. */
    private static void forgiveWhatIsGone(TestStream stream) {
        stream.watch()
                .recorder()
                .forgive(Rule.PLAYLIST_TOO_SHORT, Rule.MEDIA_KEPT, Rule.MEDIA_AVAILABLE);
    }

    private static String of(TestStream stream) {
        return "livestream/" + stream.name();
    }

    private static String delete(Scene scene, TestStream stream, String... what) {
        var command = new ArrayList<>(List.of("delete", "-n", stream.namespace()));
        command.addAll(List.of(what));
        return scene.stage().cluster().kubectl(command.toArray(String[]::new));
    }

    /** Somebody publishes who has read the Secret that there is now. */
    private static Watched publishedAnew(
            Watched watched, Scene scene, String run, Duration within) {
        Publisher newcomer = scene.publisher(watched.stream(), Source.small());
        watched.publisher().vanish();
        Watched again = watched.with(newcomer);
        again.playsAgainAfter(run, newcomer.start(), MINUTE, within);
        return again;
    }
}
