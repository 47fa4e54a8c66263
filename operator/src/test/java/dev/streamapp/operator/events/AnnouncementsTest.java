package dev.streamapp.operator.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import dev.streamapp.operator.testing.Samples;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {

    private static final LiveStreamStatus NEW = LiveStreamStatus.unknown();

    @Test
    @DisplayName("a stream that comes up without trouble is no news: its conditions say it")
    void comingUp() {
        var starting =
                Samples.status(
                        Phase.Starting, "Ready=False=Starting", "Ingesting=False=NotListening");
        var waiting =
                Samples.status(
                        Phase.Starting,
                        "Ready=True=Listening",
                        "Ingesting=False=WaitingForPublisher");

        assertThat(reasons(NEW, starting)).isEmpty();
        assertThat(reasons(starting, waiting)).isEmpty();
    }

    @Test
    @DisplayName("the publisher's comings and goings are announced")
    void publisher() {
        var waiting = Samples.status(Phase.Starting, "Ingesting=False=WaitingForPublisher");
        var onAir = Samples.status(Phase.Running, "Ingesting=True=OnAir");
        var away = Samples.status(Phase.Running, "Ingesting=False=Reconnecting");
        var refused = Samples.status(Phase.Starting, "Ingesting=False=PublisherRefused");

        assertThat(reasons(waiting, onAir)).containsExactly("Normal OnAir");
        assertThat(reasons(onAir, away)).containsExactly("Warning PublisherLost");
        assertThat(reasons(away, onAir)).containsExactly("Normal OnAir");
        assertThat(reasons(waiting, refused)).containsExactly("Warning PublisherRefused");
        assertThat(reasons(refused, waiting)).containsExactly("Normal WaitingForPublisher");
        assertThat(reasons(away, waiting)).containsExactly("Normal WaitingForPublisher");
        var podGone = Samples.status(Phase.Starting, "Ingesting=False=NotListening");
        assertThat(reasons(onAir, podGone)).containsExactly("Warning PublisherLost");
        assertThat(reasons(waiting, podGone)).isEmpty();
        assertThat(
                        reasons(
                                waiting,
                                Samples.status(Phase.Starting, "Ingesting=False=UnsupportedCodec")))
                .containsExactly("Warning UnsupportedCodec");
        assertThat(reasons(onAir, onAir)).isEmpty();
    }

    @Test
    @DisplayName("trouble is announced once, with the condition's words")
    void trouble() {
        var taken = Samples.status(Phase.Error, "Ready=False=NameTaken");
        var full =
                Samples.status(
                        Phase.Running, "Ready=True=Listening", "StorageReady=False=StorageFull");

        assertThat(Announcements.between(NEW, taken))
                .containsExactly(Announcement.warning("NameTaken", "about NameTaken"));
        assertThat(reasons(taken, taken)).isEmpty();
        assertThat(reasons(NEW, full)).containsExactly("Warning StorageFull");
    }

    @Test
    @DisplayName("suspending and resuming are announced")
    void suspension() {
        var running = Samples.status(Phase.Running);
        var stopped = Samples.status(Phase.Stopped);

        assertThat(reasons(running, stopped)).containsExactly("Normal Suspended");
        assertThat(reasons(stopped, Samples.status(Phase.Starting)))
                .containsExactly("Normal Resumed");
    }

    @Test
    @DisplayName("a key-frame interval that is too long is announced when it is noticed")
    void keyFrames() {
        var fine = Samples.status(Phase.Running);
        var tooLong =
                Samples.status(
                        Phase.Running, "KeyframeIntervalTooLong=True=KeyframeIntervalTooLong");

        assertThat(reasons(fine, tooLong)).containsExactly("Warning KeyframeIntervalTooLong");
        assertThat(reasons(tooLong, tooLong)).isEmpty();
    }

    @Test
    @DisplayName("an update that has to wait is announced once")
    void updatePending() {
        var fine = Samples.status(Phase.Running);
        var waits = Samples.status(Phase.Running, "UpdatePending=True=OnAir");

        assertThat(reasons(fine, waits)).containsExactly("Normal UpdatePending");
        assertThat(reasons(waits, Samples.status(Phase.Starting, "UpdatePending=True=JustOffAir")))
                .isEmpty();
    }

    private static List<String> reasons(LiveStreamStatus before, LiveStreamStatus after) {
        return Announcements.between(before, after).stream()
                .map(told -> (told.warning() ? "Warning " : "Normal ") + told.reason())
                .toList();
    }
}
