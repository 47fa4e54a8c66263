package dev.streamapp.operator.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.operator.packager.PackagerReport.State;
import dev.streamapp.operator.testing.FakePackager;
import dev.streamapp.operator.testing.TestClock;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PackagersTest {

    private static final ResourceID CAM = new ResourceID("cam", "studio");
    private static final String LINE = "{\"state\":\"%s\",\"listening\":true,\"problems\":[]}";

    private final TestClock clock = new TestClock();
    private final BlockingQueue<ResourceID> news = new LinkedBlockingQueue<>();
    private FakePackager packager;
    private Packagers packagers;

    @BeforeEach
    void start() throws IOException {
        packager = new FakePackager();
        packagers = new Packagers(packager.urlTemplate(), clock, news::add);
    }

    @AfterEach
    void stop() {
        packagers.close();
        packager.close();
    }

    @Test
    @DisplayName("each line that says something new is news of its stream")
    void lines() throws InterruptedException {
        packager.say("studio", "cam", LINE.formatted("Waiting"));
        assertThat(packagers.follow(CAM, "127.0.0.1")).isEqualTo(new Heard.NotYet());

        assertThat(nextState()).isEqualTo(State.Waiting);
        packager.say("studio", "cam", LINE.formatted("OnAir"));
        assertThat(nextState()).isEqualTo(State.OnAir);
    }

    @Test
    @DisplayName("a cut connection is made anew, and the same line again is no news")
    void reconnects() throws InterruptedException {
        packager.say("studio", "cam", LINE.formatted("Waiting"));
        packagers.follow(CAM, "127.0.0.1");
        assertThat(nextState()).isEqualTo(State.Waiting);

        packager.hangUp("studio", "cam");
        await().until(() -> packager.connections("studio", "cam") == 2);
        packager.say("studio", "cam", LINE.formatted("OnAir"));

        assertThat(nextState()).isEqualTo(State.OnAir);
        assertThat(news).isEmpty();
    }

    @Test
    @DisplayName("after ten seconds without an answer the packager counts as silent")
    void silence() throws InterruptedException {
        packager.close();
        packagers.follow(CAM, "127.0.0.1");
        assertThat(packagers.follow(CAM, "127.0.0.1")).isEqualTo(new Heard.NotYet());

        clock.pass(PackagerConnection.PATIENCE.plus(Duration.ofSeconds(1)));

        assertThat(news.poll(10, TimeUnit.SECONDS)).isEqualTo(CAM);
        assertThat(packagers.follow(CAM, "127.0.0.1")).isEqualTo(new Heard.Silent());
    }

    @Test
    @DisplayName("one that answers each time that it is too busy counts as silent, too")
    void refusals() throws InterruptedException {
        packager.refuse();
        packagers.follow(CAM, "127.0.0.1");
        await().until(() -> packager.connections("studio", "cam") > 1);

        clock.pass(PackagerConnection.PATIENCE.plus(Duration.ofSeconds(1)));

        assertThat(news.poll(10, TimeUnit.SECONDS)).isEqualTo(CAM);
        assertThat(packagers.follow(CAM, "127.0.0.1")).isEqualTo(new Heard.Silent());
    }

    @Test
    @DisplayName("a line that cannot be understood changes nothing")
    void nonsense() throws InterruptedException {
        packager.say("studio", "cam", "{\"state\":\"Dancing\"}");
        packagers.follow(CAM, "127.0.0.1");
        await().until(() -> packager.watchers("studio", "cam") == 1);
        packager.say("studio", "cam", LINE.formatted("Waiting"));

        assertThat(nextState()).isEqualTo(State.Waiting);
    }

    @Test
    @DisplayName("a line without end is given up, and the connection made anew")
    void endlessLine() {
        packager.say("studio", "cam", "x".repeat(70_000));
        packagers.follow(CAM, "127.0.0.1");

        await().until(() -> packager.connections("studio", "cam") >= 2);
        assertThat(packagers.follow(CAM, "127.0.0.1")).isEqualTo(new Heard.NotYet());
    }

    @Test
    @DisplayName("a stream without pod is no longer followed")
    void forgets() throws InterruptedException {
        packager.say("studio", "cam", LINE.formatted("Waiting"));
        packagers.follow(CAM, "127.0.0.1");
        assertThat(nextState()).isEqualTo(State.Waiting);

        assertThat(packagers.follow(CAM, null)).isEqualTo(new Heard.NotYet());

        assertThat(packagers.count()).isZero();
    }

    private State nextState() throws InterruptedException {
        assertThat(news.poll(10, TimeUnit.SECONDS)).isEqualTo(CAM);
        return ((Heard.Said) packagers.follow(CAM, "127.0.0.1")).report().state();
    }
}
