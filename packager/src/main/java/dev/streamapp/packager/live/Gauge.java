package dev.streamapp.packager.live;

import java.util.stream.DoubleStream;

/** Measures bit rate, frame rate and key-frame interval and holds them steady. */
final class Gauge {
    private static final double[] USUAL = {
        5, 10, 12, 12.5, 15, 20, 23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60, 100, 119.88, 120
    };
    private static final double STEP = 0.25;
    private static final double RATE_CHANGE = 0.1;
    private static final double INTERVAL_CHANGE = 0.2;

    private static final double FIRST_CHANGE = 0.0005;
    private static final int FIRST_SEGMENTS = 3;
    private static final int OFFSET_CHANGES = 5;

    private int segments;
    private boolean begun;
    private int lastOffset;
    private int offsetChanges;
    private Measurement published = Measurement.NONE;
    private int frames;
    private long frameNanos;
    private long bytes;
    private long mediaNanos;

    /**
     * A frame came.
     *
     * @param nanos how long it is shown
     * @param offset between decoding and showing it, in any unit; B-frames make it vary
     */
    void frame(long nanos, int offset) {
        if (begun && offset != lastOffset) {
            offsetChanges++;
        }
        lastOffset = offset;
        if (!begun) {
            // the first frame of a run is stretched to where the other track begins
            begun = true;
            return;
        }
        frames++;
        frameNanos += nanos;
    }

    /** A part ended: enough for a first idea of the frame rate. */
    Measurement part(long size) {
        bytes += size;
        if (published.frameRate() == 0 && frames >= 3) {
            published =
                    new Measurement(
                            published.bitrate(),
                            frameRate(),
                            published.keyFrameInterval(),
                            reordered());
        }
        return published;
    }

    /** A segment ended, with the key-frame interval as it is known, or 0. */
    Measurement segment(long nanos, long keyIntervalNanos) {
        mediaNanos += nanos;
        long bitrate = published.bitrate();
        double measured = bytes * 8e9 / mediaNanos;
        if (Math.abs(measured - bitrate) > STEP * bitrate) {
            bitrate = twoDigits(measured);
        }
        double rate = frames == 0 ? published.frameRate() : frameRate();
        double change = ++segments <= FIRST_SEGMENTS ? FIRST_CHANGE : RATE_CHANGE;
        if (Math.abs(rate - published.frameRate()) <= change * published.frameRate()) {
            rate = published.frameRate();
        }
        double interval = Math.round(keyIntervalNanos / 1e8) / 10.0;
        double known = published.keyFrameInterval();
        if (Math.abs(interval - known) <= INTERVAL_CHANGE * known) {
            interval = known;
        }
        published = new Measurement(bitrate, rate, interval, reordered());
        // half of the past stays in the mean
        bytes /= 2;
        mediaNanos /= 2;
        frames = 0;
        frameNanos = 0;
        return published;
    }

    /** The offset settles once at the start of some streams; only B-frames make it vary on. */
    private boolean reordered() {
        return offsetChanges >= OFFSET_CHANGES;
    }

    private double frameRate() {
        double rate = frames * 1e9 / frameNanos;
        return DoubleStream.of(USUAL)
                .filter(usual -> Math.abs(rate - usual) < usual * 0.0005)
                .findFirst()
                .orElse(Math.round(rate * 10) / 10.0);
    }

    private static long twoDigits(double value) {
        if (value < 10) {
            return Math.round(value);
        }
        double unit = Math.pow(10, Math.floor(Math.log10(value)) - 1);
        return Math.round(Math.round(value / unit) * unit);
    }
}
