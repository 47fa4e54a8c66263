package dev.streamapp.e2e.publish;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a publisher sends.
 *
 * @param size such as {@code 320x180}
 * @param frameRate pictures a second, such as {@code 25}, {@code 30000/1001} or {@code vfr}
 * @param keyFrameInterval seconds between key frames
 * @param bitrate as ffmpeg writes it, such as {@code 300k}
 */
public record Source(
        String size, String frameRate, double keyFrameInterval, String bitrate, boolean audio) {
    /**
     * A picture as a camera sends it: 1280x720 at 25 frames a second, a key frame each second, 2.5
     * Mbit/s, with sound.
     */
    public static Source camera() {
        return new Source("1280x720", "25", 1, "2500k", true);
    }

    /** The same, small enough for several at once on a small machine. */
    public static Source small() {
        return new Source("320x180", "25", 1, "300k", true);
    }

    public Source withFrameRate(String rate) {
        return new Source(size, rate, keyFrameInterval, bitrate, audio);
    }

    public Source withKeyFrameInterval(double seconds) {
        return new Source(size, frameRate, seconds, bitrate, audio);
    }

    public Source withoutAudio() {
        return new Source(size, frameRate, keyFrameInterval, bitrate, false);
    }

    /** The environment of {@code publisher/publish}. */
    Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("SIZE", size);
        environment.put("FRAME_RATE", frameRate);
        environment.put("KEYFRAME_INTERVAL", Double.toString(keyFrameInterval));
        environment.put("BITRATE", bitrate);
        environment.put("AUDIO", Boolean.toString(audio));
        return environment;
    }
}
