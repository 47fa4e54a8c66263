package dev.streamapp.packager;

import dev.streamapp.packager.ingest.Supervisor;
import dev.streamapp.packager.ingest.Watchdog;
import dev.streamapp.packager.live.Time;
import dev.streamapp.packager.store.Directory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts the packager: the origin, ffmpeg and what looks after them. */
public final class Main {
    private static final System.Logger LOG = System.getLogger(Main.class.getName());
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int HOUSEKEEPING = 10;
    private static final long STOP_MILLIS = 1_500;

    /** Longer than a pod has to end, and shorter than it may take to start. */
    private static final Duration UNCLAIMED = Duration.ofSeconds(45);

    private Main() {}

    /** Runs until SIGTERM. */
    public static void main(String[] args) throws Exception {
        Logging.toStderr(Settings.logForm());
        Settings settings;
        try {
            settings = Settings.fromEnvironment();
        } catch (IllegalArgumentException e) {
            LOG.log(System.Logger.Level.ERROR, e.getMessage());
            System.exit(2);
            return;
        }
        try {
            run(settings, Time.system());
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The packager cannot go on", e);
            System.exit(1);
        }
    }

    private static void run(Settings settings, Time time) throws IOException, InterruptedException {
        Directory volume = new Directory(settings.dataDirectory());
        volume.claim(UNCLAIMED);
        Origin origin = new Origin(settings, volume, time);
        if (settings.replayOnly()) {
            replay(origin);
            return;
        }
        Supervisor supervisor =
                new Supervisor(
                        settings.ffmpeg(),
                        settings.source(),
                        origin.archive(),
                        time,
                        origin.board(),
                        origin.board());
        Thread ingest = Thread.ofPlatform().name("ingest").start(supervisor);
        CountDownLatch stopping = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(() -> stop(supervisor, ingest, origin, stopping)));
        LOG.log(System.Logger.Level.INFO, "{0}", settings.source());
        Watchdog watchdog = new Watchdog(supervisor, settings.source(), origin.board());
        boolean more = false;
        for (int round = 0; !stopping.await(LOOK.toMillis(), TimeUnit.MILLISECONDS); round++) {
            if (!ingest.isAlive()) {
                throw new IllegalStateException("the ingest thread died; its log line says why");
            }
            watchdog.look(LOOK);
            origin.board().tick();
            if (more || round % HOUSEKEEPING == 0) {
                more = origin.housekeeping();
            }
        }
    }

    /** Serves what was recorded; nobody can publish. */
    private static void replay(Origin origin) throws InterruptedException {
        CountDownLatch stopping = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(() -> {
                                    stopping.countDown();
                                    origin.close();
                                }));
        origin.board().replayOnly();
        LOG.log(System.Logger.Level.INFO, "Recordings only");
        boolean more = false;
        while (!stopping.await(
                LOOK.toMillis() * (more ? 1 : HOUSEKEEPING), TimeUnit.MILLISECONDS)) {
            origin.board().tick();
            more = origin.housekeeping();
        }
    }

    private static void stop(
            Supervisor supervisor, Thread ingest, Origin origin, CountDownLatch stopping) {
        stopping.countDown();
        supervisor.stop();
        try {
            ingest.join(Duration.ofMillis(STOP_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        origin.close();
        LOG.log(System.Logger.Level.INFO, "stopped");
    }
}
