package dev.streamapp.packager.control;

import dev.streamapp.packager.control.Status.State;
import dev.streamapp.packager.live.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Whether a publisher is there, and since when. Not for several threads at once. */
final class Presence {
    /** ffmpeg starts again after each publisher; that moment without a port is no news. */
    private static final Duration UNBOUND = Duration.ofSeconds(2);

    /**
     * A connected publisher of whom nothing comes for so long is as good as away. Over SRT it is
     * dropped then; over TCP a gap may be filled yet, so that it is only told.
     */
    private static final Duration SILENCE = Duration.ofMillis(2_500);

    private final Duration reconnectWindow;
    private final Time time;
    private volatile long heard;
    private @Nullable Instant onAirSince;
    private @Nullable Instant awaySince;
    private @Nullable Instant boundAt;
    private boolean connected;

    /**
     * @param reconnectWindow how long a publisher may be away and still counts as on air
     */
    Presence(Duration reconnectWindow, Time time) {
        this.reconnectWindow = reconnectWindow;
        this.time = time;
    }

    /** Start of the present on-air period, kept through a reconnect; null off air. */
    @Nullable Instant onAirSince() {
        return onAirSince;
    }

    /** Something came; whether that is news. Only by the thread that says who arrived and left. */
    boolean heard() {
        boolean news = connected && silent();
        heard = time.nanos();
        return news;
    }

    private boolean silent() {
        return time.nanos() - heard >= SILENCE.toNanos();
    }

    boolean connected() {
        return connected;
    }

    void arrived() {
        connected = true;
        heard = time.nanos();
        awaySince = null;
        if (onAirSince == null) {
            onAirSince = time.now().truncatedTo(ChronoUnit.SECONDS);
        }
    }

    void left() {
        connected = false;
        awaySince = onAirSince == null ? null : time.now();
    }

    void bound() {
        boundAt = time.now();
    }

    /** Whether a publisher could connect. */
    boolean listening(Instant now) {
        Instant bound = boundAt;
        return bound != null && bound.plus(UNBOUND).isAfter(now);
    }

    /** Ends the on-air period of a publisher that was away for too long; whether it did. */
    boolean expired(Instant now) {
        Instant away = awaySince;
        if (connected || away == null || away.plus(reconnectWindow).isAfter(now)) {
            return false;
        }
        awaySince = null;
        onAirSince = null;
        return true;
    }

    /** The state of a stream that works. */
    State state(Instant now) {
        if (connected && !silent()) {
            return State.OnAir;
        }
        if (connected || awaySince != null) {
            return State.Reconnecting;
        }
        return listening(now) ? State.Waiting : State.Starting;
    }
}
