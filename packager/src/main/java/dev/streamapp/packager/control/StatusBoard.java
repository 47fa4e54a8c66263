package dev.streamapp.packager.control;

import dev.streamapp.packager.control.Problem.Reason;
import dev.streamapp.packager.control.Status.State;
import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.ingest.Ending;
import dev.streamapp.packager.ingest.IngestObserver;
import dev.streamapp.packager.ingest.SrtStatistics;
import dev.streamapp.packager.live.Measurement;
import dev.streamapp.packager.live.Observer;
import dev.streamapp.packager.live.Time;
import dev.streamapp.packager.media.Initialization;
import dev.streamapp.packager.recording.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Makes the status out of what is observed, and wakes those who watch it. */
public final class StatusBoard implements Observer, IngestObserver {
    private static final Duration STUCK = Duration.ofSeconds(20);

    private final Targets targets;
    private final Time time;
    private final Metrics metrics;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LinkQuality quality;
    private final LinkMetrics link;
    private final Problems problems;
    private final Presence presence;
    private final MediaFacts media = new MediaFacts();
    private final RecordingNews recordings;
    private volatile long ticked;
    private int segmentsOfRun;
    private volatile boolean replayOnly;
    private Status status;
    private String json;

    public StatusBoard(Targets targets, Duration reconnectWindow, Time time, Metrics metrics) {
        this.targets = targets;
        this.time = time;
        this.metrics = metrics;
        this.problems = new Problems(time);
        this.presence = new Presence(reconnectWindow, time);
        this.recordings = new RecordingNews(time);
        this.quality = new LinkQuality(time);
        this.link = new LinkMetrics(metrics, time);
        this.status =
                new Status(State.Starting, now(), null, false, null, null, List.of(), List.of());
        this.json = StatusJson.render(status);
        this.ticked = time.nanos();
    }

    private Instant now() {
        return time.now().truncatedTo(ChronoUnit.SECONDS);
    }

    public Status status() {
        lock.lock();
        try {
            return status;
        } finally {
            lock.unlock();
        }
    }

    public String json() {
        lock.lock();
        try {
            return json;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the JSON is another.
     *
     * @return the JSON now, which is {@code known} after the time-out
     */
    public String awaitChange(String known, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (json.equals(known) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return json;
        } finally {
            lock.unlock();
        }
    }

    /** Listening and able to store. */
    public boolean ready() {
        lock.lock();
        try {
            return (replayOnly || status.listening()) && !problems.has(Reason.StorageFull);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the volume refused what was last written. */
    public boolean storageFull() {
        lock.lock();
        try {
            return problems.has(Reason.StorageFull);
        } finally {
            lock.unlock();
        }
    }

    /** Nominal frame rate, 0 where not known. */
    public double frameRate() {
        lock.lock();
        try {
            return media.measurement().frameRate();
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass: what depends on it is looked at again. */
    public void tick() {
        ticked = time.nanos();
        change(() -> {});
    }

    /** Whether somebody still looks after the stream. */
    public boolean alive() {
        return time.nanos() - ticked < STUCK.toNanos();
    }

    /** The journal of an earlier life was of no use. */
    public void stateUnreadable(String why) {
        change(() -> problems.stateUnreadable(why));
    }

    @Override
    public void started(Initialization tracks) {
        metrics.connected(true);
        change(() -> {
            media.runBegins(tracks);
            segmentsOfRun = 0;
            problems.runBegins();
        });
    }

    @Override
    public void part(long bytes) {
        metrics.part(bytes);
        if (!presence.connected()) {
            change(presence::arrived);
        }
    }

    @Override
    public void segment(Segment segment) {
        metrics.segment();
        change(() -> {
            if (++segmentsOfRun >= targets.window()) {
                problems.solved(Reason.StateUnreadable);
            }
        });
    }

    @Override
    public void measured(Measurement now) {
        if (!now.equals(media.measurement())) {
            change(() -> {
                media.measured(now);
                problems.keyFrames(now.keyFrameInterval(), targets);
                if (now.reordered()) {
                    problems.reorderedFrames();
                }
            });
        }
    }

    @Override
    public void stopped() {
        metrics.connected(false);
        change(() -> {
            presence.left();
            problems.runEnds();
        });
    }

    @Override
    public void soundChanged(String codec, boolean dropped) {
        change(() -> {
            if (dropped) {
                problems.soundDropped(codec);
            } else {
                problems.soundTranscoded(codec);
            }
        });
    }

    @Override
    public void storage(@Nullable String problem) {
        if (problem == null && !storageFull()) {
            return;
        }
        change(() -> {
            if (problem == null) {
                problems.solved(Reason.StorageFull);
            } else {
                problems.storageFull(problem);
            }
        });
    }

    /** The volume was full before the recordings had their size. */
    public void recordingShort() {
        change(problems::recordingShort);
    }

    /** What recordings there are, oldest first. */
    public void recordings(List<Recorded> now) {
        if (recordings.accept(now)) {
            change(() -> {});
        }
    }

    /** Nobody is to publish: it is ready as soon as it serves. */
    public void replayOnly() {
        replayOnly = true;
    }

    @Override
    public void listening(boolean bound) {
        change(() -> {
            if (bound) {
                presence.bound();
                problems.solved(Reason.FfmpegFailed);
            }
        });
    }

    @Override
    public void heard() {
        if (presence.heard()) {
            change(() -> {});
        }
    }

    @Override
    public void refused() {
        metrics.refused();
        change(problems::publisherRefused);
    }

    @Override
    public void statistics(SrtStatistics statistics) {
        change(() -> {
            link.accept(statistics);
            quality.accept(statistics);
        });
    }

    @Override
    public void ended(Ending ending, @Nullable String message) {
        metrics.restart(ending);
        change(() -> problems.ended(ending, message == null ? "" : message));
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            Instant now = time.now();
            status = observed(now);
            String rendered = StatusJson.render(status);
            if (!rendered.equals(json)) {
                json = rendered;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private Status observed(Instant now) {
        List<Problem> shown = problems.at(now);
        if (presence.expired(now)) {
            quality.forget();
        }
        State state = state(now);
        Instant since = state == status.state() ? status.since() : now();
        Instant onAirSince = presence.onAirSince();
        boolean showMedia = state != State.Starting && state != State.Waiting && onAirSince != null;
        return new Status(
                state,
                since,
                onAirSince,
                presence.listening(now),
                showMedia ? media.told() : null,
                showMedia ? quality.link() : null,
                recordings.listed(),
                shown);
    }

    private State state(Instant now) {
        boolean unable = problems.has(Reason.FfmpegFailed) && !presence.listening(now);
        return unable || problems.has(Reason.StorageFull) ? State.Failing : presence.state(now);
    }
}
