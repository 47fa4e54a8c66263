package dev.streamapp.operator.events;

import dev.streamapp.crds.Condition;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What happened between two statuses, as far as a user should see it. */
public final class Announcements {

    /** Reasons of conditions that are not met yet, and will be without anybody's doing. */
    private static final Set<String> IN_PROGRESS =
            Set.of("Starting", "Pending", "AddressPending", "RoutePending", "Terminating");

    private static final String NOT_LISTENING = "NotListening";
    private static final String WAITING = "WaitingForPublisher";

    /** Reasons of a stream that has a publisher, at least for its viewers. */
    private static final Set<String> PUBLISHED = Set.of("OnAir", "Reconnecting");

    private Announcements() {}

    /** The announcements, in the order in which they make sense. */
    public static List<Announcement> between(LiveStreamStatus before, LiveStreamStatus after) {
        List<Announcement> all = new ArrayList<>();
        suspension(before, after).ifPresent(all::add);
        complaint("Ready", before, after).ifPresent(all::add);
        complaint("StorageReady", before, after).ifPresent(all::add);
        publisher(before, after).ifPresent(all::add);
        appeared("KeyframeIntervalTooLong", before, after)
                .map(now -> Announcement.warning(now.reason(), now.message()))
                .ifPresent(all::add);
        appeared("UpdatePending", before, after)
                .map(now -> Announcement.normal(now.type(), now.message()))
                .ifPresent(all::add);
        return all;
    }

    /** The Secret with the passphrase was gone, and so is the passphrase. */
    public static Announcement passphraseReplaced() {
        return Announcement.warning(
                "PassphraseReplaced",
                "The Secret with the passphrase or stream key was gone and a new one was made: give"
                        + " it to the publisher.");
    }

    private static Optional<Announcement> suspension(
            LiveStreamStatus before, LiveStreamStatus after) {
        boolean was = before.phase() == Phase.Stopped;
        boolean is = after.phase() == Phase.Stopped;
        if (was == is) {
            return Optional.empty();
        }
        return Optional.of(
                is
                        ? Announcement.normal(
                                "Suspended",
                                "Nothing is taken in any more; port, passphrase and volume are kept.")
                        : Announcement.normal("Resumed", "The pod is being started again."));
    }

    private static Optional<Announcement> complaint(
            String type, LiveStreamStatus before, LiveStreamStatus after) {
        return changed(type, before, after)
                .filter(now -> now.status() == Condition.Status.False)
                .filter(now -> !IN_PROGRESS.contains(now.reason()))
                .map(now -> Announcement.warning(now.reason(), now.message()));
    }

    private static Optional<Announcement> publisher(
            LiveStreamStatus before, LiveStreamStatus after) {
        String was = before.condition("Ingesting").map(Condition::reason).orElse(NOT_LISTENING);
        return changed("Ingesting", before, after)
                // it is no news of a stream that was not even listening
                .filter(now -> !was.equals(NOT_LISTENING) || !now.reason().equals(WAITING))
                .flatMap(now ->
                        Optional.ofNullable(
                                switch (now.reason()) {
                                    case "OnAir" -> Announcement.normal("OnAir", now.message());
                                    case WAITING ->
                                            Announcement.normal(now.reason(), now.message());
                                    case NOT_LISTENING ->
                                            PUBLISHED.contains(was)
                                                    ? Announcement.warning(
                                                            "PublisherLost", now.message())
                                                    : null;
                                    case "Reconnecting" ->
                                            Announcement.warning("PublisherLost", now.message());
                                    case "PublisherRefused",
                                            "UnsupportedCodec",
                                            "InvalidMedia",
                                            "FfmpegFailed",
                                            "SourceUnreachable",
                                            "SourceRefused",
                                            "BadCredentials",
                                            "PackagerUnreachable" ->
                                            Announcement.warning(now.reason(), now.message());
                                    default -> null;
                                }));
    }

    private static Optional<Condition> appeared(
            String type, LiveStreamStatus before, LiveStreamStatus after) {
        return after.condition(type).filter(_ -> before.condition(type).isEmpty());
    }

    private static Optional<Condition> changed(
            String type, LiveStreamStatus before, LiveStreamStatus after) {
        Optional<String> was = before.condition(type).map(Condition::reason);
        return after.condition(type).filter(now -> !Optional.of(now.reason()).equals(was));
    }
}
