package dev.streamapp.packager.ingest;

import java.time.Duration;

/**
 * Looks after ffmpeg from outside: whether its port is bound, and whether it still works. A process
 * that lives, was given data and writes nothing is as good as dead, and killed.
 */
public final class Watchdog {
    private static final System.Logger LOG = System.getLogger(Watchdog.class.getName());

    /**
     * After so long without a fragment, ffmpeg does not work any more: a silent publisher it drops
     * by itself after two seconds. On a starved machine a working ffmpeg can write nothing for some
     * seconds, and starting it again would only make that worse.
     */
    private static final Duration SILENCE = Duration.ofSeconds(8);

    /** As long as media come, nothing has to be asked: the kernel's tables take a while to read. */
    private static final Duration FLOWING = Duration.ofSeconds(1);

    private final Supervisor supervisor;
    private final Source source;
    private final IngestObserver observer;
    private long queuedRounds;

    public Watchdog(Supervisor supervisor, Source source, IngestObserver observer) {
        this.supervisor = supervisor;
        this.source = source;
        this.observer = observer;
    }

    /**
     * Looks once.
     *
     * @param interval since the last look
     */
    public void look(Duration interval) {
        FfmpegProcess process = supervisor.current();
        if (process != null && flows(process)) {
            queuedRounds = 0;
            observer.listening(true);
            return;
        }
        long queued = source.queued();
        observer.listening(queued >= 0);
        if (process == null) {
            return;
        }
        queuedRounds = queued > 0 ? queuedRounds + 1 : 0;
        boolean unread = interval.multipliedBy(queuedRounds).compareTo(SILENCE) >= 0;
        boolean beforeMedia = process.silent() < 0;
        boolean silent = process.silent() > SILENCE.toNanos();
        // a queue is seldom empty while a publisher sends: alone it says something only before the
        // first fragment
        if (silent || (unread && beforeMedia)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    unread
                            ? "ffmpeg does not read what the publisher sends; it is started again"
                            : "ffmpeg wrote nothing for 8 s; it is started again");
            queuedRounds = 0;
            process.abandon();
        }
    }

    private static boolean flows(FfmpegProcess process) {
        long silent = process.silent();
        return silent >= 0 && silent < FLOWING.toNanos();
    }
}
