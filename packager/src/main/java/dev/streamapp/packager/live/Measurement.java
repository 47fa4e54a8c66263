package dev.streamapp.packager.live;

/**
 * Figures of the media as they are published: they move when something happens, not with each
 * measurement.
 *
 * @param bitrate bit/s, 0 where not known yet
 * @param frameRate frames per second, 0 where not known or without video
 * @param keyFrameInterval seconds, 0 where not known yet or without video
 * @param reordered whether frames are shown in another order than they come in (B-frames)
 */
public record Measurement(
        long bitrate, double frameRate, double keyFrameInterval, boolean reordered) {
    public static final Measurement NONE = new Measurement(0, 0, 0, false);
}
