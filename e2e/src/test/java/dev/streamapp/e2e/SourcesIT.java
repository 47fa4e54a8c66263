package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamapp.e2e.cluster.LiveStreamSpec;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.publish.Source;
import dev.streamapp.e2e.scene.Scene;
import dev.streamapp.e2e.scene.SceneExtension;
import dev.streamapp.e2e.watch.Follower;
import dev.streamapp.e2e.watch.RequestRules;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(SceneExtension.class)
@ResourceLock(value = Processors.LOCK, mode = ResourceAccessMode.READ)
@DisplayName("Any source: every playlist obeys the rules and every segment decodes")
class SourcesIT {
    private static final Duration WATCHED = Duration.ofSeconds(40);

    static Stream<Arguments> sources() {
        Source source = Source.small();
        return Stream.of(
                Arguments.of("15fps", source.withFrameRate("15")),
                Arguments.of("24fps", source.withFrameRate("24")),
                Arguments.of("25fps", source),
                Arguments.of("ntsc", source.withFrameRate("30000/1001")),
                Arguments.of("50fps", source.withFrameRate("50")),
                Arguments.of("60fps", source.withFrameRate("60")),
                Arguments.of("key05", source.withKeyFrameInterval(0.5)),
                Arguments.of("key2", source.withKeyFrameInterval(2)),
                Arguments.of("silent", source.withoutAudio()),
                Arguments.of("silent24", source.withoutAudio().withFrameRate("24")),
                Arguments.of("vfr", source.withFrameRate("vfr")),
                Arguments.of("silentvfr", source.withFrameRate("vfr").withoutAudio()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void plays(String name, Source source, Scene scene) {
        JsonNode status = publishAndWatch(name, source, scene);
        assertThat(status.path("phase").asText()).isEqualTo("Running");
        assertThat(TestStream.condition(status, "KeyframeIntervalTooLong")).isEmpty();
    }

    @Test
    @DisplayName("key frames each 8.3 s play, and the status says that they are too far apart")
    void rareKeyFrames(Scene scene) {
        JsonNode status = publishAndWatch("key83", Source.small().withKeyFrameInterval(8.3), scene);
        var condition = TestStream.condition(status, "KeyframeIntervalTooLong");
        assertThat(condition)
                .hasValueSatisfying(found -> {
                    assertThat(found.path("status").asText()).isEqualTo("True");
                    assertThat(found.path("message").asText()).contains("8.3");
                });
    }

    /** The status while it was on air. */
    private static JsonNode publishAndWatch(String name, Source source, Scene scene) {
        TestStream stream = scene.stream(name, LiveStreamSpec.defaults()).ready();
        Follower follower = scene.follower(stream);
        var publisher = scene.publisher(stream, source);
        publisher.start();
        stream.awaitPhase("Running", Duration.ofSeconds(30));
        long parts = WATCHED.dividedBy(Duration.ofMillis(250));
        Awaitility.await(name + ": " + WATCHED.toSeconds() + " s of parts")
                .atMost(WATCHED.plusSeconds(30))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> stream.watch().recorder().parts().size() >= parts);
        RequestRules.check(stream.watch());
        var status = stream.status();
        publisher.vanish();
        long decoded = follower.decodeEverything();
        System.out.printf(
                "%s: %d playlists, %d parts, %d pictures decoded, %s%n",
                name,
                stream.watch().recorder().playlists(),
                stream.watch().recorder().parts().size(),
                decoded,
                status.path("media").path("summary").asText());
        assertThat(decoded).isGreaterThan(WATCHED.toSeconds() * 10);
        return status;
    }
}
