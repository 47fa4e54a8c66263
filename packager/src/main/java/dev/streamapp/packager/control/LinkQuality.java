package dev.streamapp.packager.control;

import dev.streamapp.packager.control.Status.Link;
import dev.streamapp.packager.ingest.SrtStatistics;
import dev.streamapp.packager.ingest.SrtStatistics.Traffic;
import dev.streamapp.packager.live.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Judges the link from the publisher. It turns poor when something is wrong, and good again only
 * when it has been much better for a while; each relapse makes that longer. So whatever a link is
 * like, while it stays like that it has one verdict.
 */
final class LinkQuality {
    private static final long WINDOW = Duration.ofSeconds(30).toNanos();

    /** In less time there are too few packets for a share of them to mean anything. */
    private static final long LEAST = Duration.ofSeconds(8).toNanos();

    /** More than a single hole in the picture now and then. */
    private static final long DROPPED = 3;

    /** Sending again mends more than this, but takes as much of the line, and luck. */
    private static final double LOSS = 0.05;

    private static final double LITTLE_LOSS = 0.025;
    private static final long FIRST_CALM = Duration.ofMinutes(1).toNanos();
    private static final long LONGEST_CALM = Duration.ofMinutes(20).toNanos();

    /** A link that was good for so long is believed as soon as at first. */
    private static final long FORGIVEN = Duration.ofHours(1).toNanos();

    private final Time time;
    private final Deque<Sample> window = new ArrayDeque<>();
    private @Nullable Link link;
    private long calm;
    private long goodSince;
    private long troubledAt;

    private record Sample(long nanos, Traffic traffic) {}

    LinkQuality(Time time) {
        this.time = time;
    }

    /** The verdict, null before there is one. */
    @Nullable Link link() {
        return link;
    }

    /** Off air: the next publisher may come over another link. */
    void forget() {
        window.clear();
        link = null;
        calm = 0;
    }

    /** Judges anew; to be told each second. */
    void accept(SrtStatistics statistics) {
        long now = time.nanos();
        remember(new Sample(now, statistics.traffic()));
        Sample first = window.getFirst();
        Traffic recent = statistics.traffic().since(first.traffic());
        boolean enough = now - first.nanos() >= LEAST;
        if (recent.dropped() >= DROPPED) {
            poor(Link.Reason.PacketsDropped, now);
        } else if (enough && recent.lossRatio() >= LOSS) {
            poor(Link.Reason.PacketsLost, now);
        } else if (link == null) {
            good(now);
        } else if (link.reason() != null) {
            boolean better = enough && recent.dropped() == 0 && recent.lossRatio() < LITTLE_LOSS;
            if (!better) {
                troubledAt = now;
            } else if (now - troubledAt >= calm) {
                good(now);
            }
        }
    }

    private void remember(Sample sample) {
        if (!window.isEmpty() && sample.traffic().startsAnew(window.getLast().traffic())) {
            window.clear();
        }
        window.add(sample);
        while (sample.nanos() - window.getFirst().nanos() > WINDOW) {
            window.removeFirst();
        }
    }

    private void good(long now) {
        link = Link.GOOD;
        goodSince = now;
    }

    private void poor(Link.Reason reason, long now) {
        troubledAt = now;
        Link.Reason told = link == null ? null : link.reason();
        if (told == null) {
            boolean relapse = calm > 0 && now - goodSince < FORGIVEN;
            calm = relapse ? Math.min(2 * calm, LONGEST_CALM) : FIRST_CALM;
            link = Link.poor(reason);
        } else if (reason.compareTo(told) < 0) {
            // what came on top is told; what went is not, for the link is no better yet
            link = Link.poor(reason);
        }
    }
}
