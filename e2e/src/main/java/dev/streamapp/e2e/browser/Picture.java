package dev.streamapp.e2e.browser;

/**
 * One camera on the customers' page.
 *
 * @param state such as {@code playing}
 * @param headline what is written over the picture unless it plays
 * @param hint the sentence below it
 * @param badge LIVE in the page's language; empty while there is none
 * @param large whether it was enlarged
 * @param position the video's currentTime
 * @param width in the page, in pixels
 */
public record Picture(
        String label,
        String state,
        String headline,
        String hint,
        String badge,
        boolean large,
        boolean muted,
        boolean paused,
        double position,
        double width) {}
