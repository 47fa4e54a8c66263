package dev.streamapp.packager.live;

import dev.streamapp.packager.hls.DeltaUpdate;
import dev.streamapp.packager.hls.MediaBase;
import dev.streamapp.packager.hls.PlaylistRules;
import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.media.Initialization;
import dev.streamapp.packager.media.InvalidMedia;
import dev.streamapp.packager.media.SyntheticStream;
import dev.streamapp.packager.media.SyntheticStream.Frame;
import dev.streamapp.packager.recording.Policy;
import dev.streamapp.packager.recording.Recordings;
import dev.streamapp.packager.store.Journal;
import dev.streamapp.packager.store.Library;
import dev.streamapp.packager.store.MemoryVolume;
import dev.streamapp.packager.store.Recovery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A packager without ffmpeg and HTTP: frames go in at their time, every playlist is checked. */
public final class Studio implements Observer {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    public static final Duration LATENCY = Duration.ofMillis(200);
    private static final Policy UNRECORDED =
            new Policy(false, Duration.ofDays(1), 1 << 30, Duration.ofSeconds(60));

    public final FakeTime time;
    public final MemoryVolume volume;
    public final Library library;
    public final LiveWindow window;
    public final Reloads reloads;
    public final Recordings recordings;
    public final Archive archive;
    public final @Nullable String problem;
    public final List<PlaylistRules> seen = new ArrayList<>();
    public final List<Measurement> measurements = new ArrayList<>();
    public final List<String> storage = new ArrayList<>();
    public int shortened;
    public long skipped;
    public Duration burst = Duration.ZERO;
    private int runs;
    private @Nullable Published shown;

    public Studio(Targets targets) throws IOException {
        this(targets, new MemoryVolume(), new FakeTime(START));
    }

    public Studio(Targets targets, MemoryVolume volume, FakeTime time) throws IOException {
        this(targets, volume, time, UNRECORDED);
    }

    public Studio(Targets targets, MemoryVolume volume, FakeTime time, Policy policy)
            throws IOException {
        this.time = time;
        this.volume = volume;
        Journal journal = new Journal(volume);
        Recovery recovery = Recovery.from(volume, journal, targets, time.instant());
        problem = recovery.problem();
        recordings = new Recordings(volume, policy, time.time().clock(), () -> shortened++);
        recordings.goOn(recovery.listing().segments());
        library = new Library(volume, recordings);
        library.restore(recovery.listing().segments(), recovery.initializations());
        window = new LiveWindow(targets, recovery.listing());
        reloads = new Reloads(window, 1000);
        archive = new Archive(library, journal, window, recordings, time.time());
        look();
    }

    /**
     * One publisher from connection to departure; every frame arrives when it can at the earliest.
     */
    public Recorder publish(SyntheticStream stream) throws IOException {
        Recorder recorder = begin(stream);
        Instant captured = time.instant().minus(LATENCY).minus(burst);
        for (Frame frame : stream.frames()) {
            long scale =
                    frame.track() == SyntheticStream.VIDEO
                            ? SyntheticStream.VIDEO_SCALE
                            : SyntheticStream.AUDIO_SCALE;
            // as ffmpeg does: a frame of video comes two frames after its own end
            long held = frame.track() == SyntheticStream.VIDEO ? 3 : 1;
            long ends = (frame.decodeTime() + held * frame.duration()) * 1_000_000_000L / scale;
            time.reach(captured.plusNanos(ends).plus(LATENCY));
            feed(recorder, stream, frame);
        }
        return recorder;
    }

    public Recorder begin(SyntheticStream stream) throws IOException {
        Initialization initialization = stream.parsed();
        String run = time.instant().toEpochMilli() + "run" + (char) ('a' + runs++);
        return new Recorder(
                run, initialization, archive, new CaptureClock(LATENCY), time.time(), this);
    }

    public void feed(Recorder recorder, SyntheticStream stream, Frame frame) throws InvalidMedia {
        recorder.accept(stream.read(frame));
        look();
    }

    public void finish(Recorder recorder) {
        recorder.finish();
        look();
    }

    /** What a viewer would be given now, checked alone and against what it was before. */
    @SuppressWarnings("ReferenceEquality") // the same object is the same playlist
    public @Nullable PlaylistRules look() {
        Published published = window.published();
        if (published == null || published == shown) {
            return published == null ? null : last();
        }
        shown = published;
        PlaylistRules now =
                PlaylistRules.check(
                        new String(published.body(MediaBase.BESIDE), StandardCharsets.UTF_8));
        if (!seen.isEmpty()) {
            seen.getLast().followedBy(now);
            String update =
                    new String(published.update(MediaBase.BESIDE, -1), StandardCharsets.UTF_8);
            skipped = DeltaUpdate.check(seen.getLast(), update, now);
        }
        seen.add(now);
        return now;
    }

    public PlaylistRules last() {
        return seen.getLast();
    }

    @Override
    public void started(Initialization initialization) {}

    @Override
    public void part(long bytes) {}

    @Override
    public void segment(Segment segment) {}

    @Override
    public void measured(Measurement measurement) {
        measurements.add(measurement);
    }

    @Override
    public void stopped() {}

    @Override
    public void storage(@Nullable String problem) {
        if (problem != null) {
            storage.add(problem);
        }
    }
}
