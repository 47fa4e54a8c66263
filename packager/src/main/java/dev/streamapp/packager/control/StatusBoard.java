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
    /** ffmpeg starts again after each publisher; that moment without a port is no news. */
    private static final Duration UNBOUND = Duration.ofSeconds(2);

    /** How often the status says anew how much of a recording is left. */
    private static final Duration SHORTER = Duration.ofMinutes(10);

    /** How many recordings the status lists; the control port lists all. */
    private static final int RECORDINGS = 10;

    private static final Duration STUCK = Duration.ofSeconds(20);

    private final Targets targets;
    private final Duration reconnectWindow;
    private final Time time;
    private final Metrics metrics;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LinkQuality quality;
    private final LinkMetrics link;
    private final Problems problems;
    private @Nullable Initialization initialization;
    private Measurement measurement = Measurement.NONE;
    private @Nullable Instant onAirSince;
    private @Nullable Instant awaySince;
    private @Nullable Instant boundAt;
    private volatile long ticked;
    private boolean connected;
    private int segmentsOfRun;
    private volatile List<Recorded> recordings = List.of();
    private volatile Instant recordingsToldAt = Instant.MIN;
    private volatile boolean replayOnly;
    private Status status;
    private String json;

    public StatusBoard(Targets targets, Duration reconnectWindow, Time time, Metrics metrics) {
        this.targets = targets;
        this.reconnectWindow = reconnectWindow;
        this.time = time;
        this.metrics = metrics;
        this.problems = new Problems(time);
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
            return measurement.frameRate();
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
            initialization = tracks;
            measurement = Measurement.NONE;
            segmentsOfRun = 0;
            problems.runBegins();
        });
    }

    @Override
    public void part(long bytes) {
        metrics.part(bytes);
        if (!connected) {
            change(() -> {
                connected = true;
                awaySince = null;
                onAirSince = onAirSince == null ? now() : onAirSince;
            });
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
        if (!now.equals(measurement)) {
            change(() -> {
                measurement = now;
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
            connected = false;
            awaySince = onAirSince == null ? null : time.now();
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
        if (problem == null && !problems.has(Reason.StorageFull)) {
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
        List<Recorded> newest = now.subList(Math.max(0, now.size() - RECORDINGS), now.size());
        // that the oldest gets shorter all the time is no news
        boolean due = !recordingsToldAt.plus(SHORTER).isAfter(now());
        if (due || !names(newest).equals(names(recordings))) {
            recordingsToldAt = now();
            change(() -> recordings = List.copyOf(newest));
        }
    }

    private static List<String> names(List<Recorded> list) {
        return list.stream().map(each -> each.id() + each.ongoing()).toList();
    }

    /** Nobody is to publish: it is ready as soon as it serves. */
    public void replayOnly() {
        replayOnly = true;
    }

    @Override
    public void listening(boolean bound) {
        change(() -> {
            if (bound) {
                boundAt = time.now();
                problems.solved(Reason.FfmpegFailed);
            }
        });
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
        Instant bound = boundAt;
        boolean listening = bound != null && bound.plus(UNBOUND).isAfter(now);
        Instant away = awaySince;
        if (!connected && away != null && !away.plus(reconnectWindow).isAfter(now)) {
            awaySince = null;
            onAirSince = null;
            quality.forget();
        }
        State state = state(listening);
        Instant since = state == status.state() ? status.since() : now();
        boolean showMedia = state != State.Starting && state != State.Waiting && onAirSince != null;
        return new Status(
                state,
                since,
                onAirSince,
                listening,
                showMedia ? media() : null,
                showMedia ? quality.link() : null,
                recordings,
                shown);
    }

    private State state(boolean listening) {
        if (problems.has(Reason.StorageFull) || (problems.has(Reason.FfmpegFailed) && !listening)) {
            return State.Failing;
        }
        if (connected) {
            return State.OnAir;
        }
        if (awaySince != null) {
            return State.Reconnecting;
        }
        return listening ? State.Waiting : State.Starting;
    }

    private Status.@Nullable Media media() {
        Initialization tracks = initialization;
        if (tracks == null) {
            return null;
        }
        return new Status.Media(
                measurement.bitrate(),
                tracks.video()
                        .map(v ->
                                new Status.Video(
                                        v.codec(),
                                        v.format(),
                                        v.width(),
                                        v.height(),
                                        measurement.frameRate(),
                                        measurement.keyFrameInterval()))
                        .orElse(null),
                tracks.audio()
                        .map(a ->
                                new Status.Audio(
                                        a.codec(), a.format(), a.sampleRate(), a.channels()))
                        .orElse(null));
    }
}
