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

    private final Duration reconnectWindow;
    private final Time time;
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

    boolean connected() {
        return connected;
    }

    /** Start of the present on-air period, kept through a reconnect; null off air. */
    @Nullable Instant onAirSince() {
        return onAirSince;
    }

    void arrived() {
        connected = true;
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
        if (connected) {
            return State.OnAir;
        }
        if (awaySince != null) {
            return State.Reconnecting;
        }
        return listening(now) ? State.Waiting : State.Starting;
    }
}
