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
 * @param codec of the picture, {@code h264} or {@code h265}
 */
public record Source(
        String size,
        String frameRate,
        double keyFrameInterval,
        String bitrate,
        boolean audio,
        String codec) {
    /**
     * A picture as a camera sends it: 1280x720 at 25 frames a second, a key frame each second, 2.5
     * Mbit/s, with sound.
     */
    public static Source camera() {
        return new Source("1280x720", "25", 1, "2500k", true, "h264");
    }

    /** The same, small enough for several at once on a small machine. */
    public static Source small() {
        return new Source("320x180", "25", 1, "300k", true, "h264");
    }

    public Source withFrameRate(String rate) {
        return new Source(size, rate, keyFrameInterval, bitrate, audio, codec);
    }

    public Source withKeyFrameInterval(double seconds) {
        return new Source(size, frameRate, seconds, bitrate, audio, codec);
    }

    public Source withoutAudio() {
        return new Source(size, frameRate, keyFrameInterval, bitrate, false, codec);
    }

    /** H.265 in place of H.264. */
    public Source inH265() {
        return new Source(size, frameRate, keyFrameInterval, bitrate, audio, "h265");
    }

    /** The environment of {@code publisher/publish}. */
    Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        environment.put("SIZE", size);
        environment.put("FRAME_RATE", frameRate);
        environment.put("KEYFRAME_INTERVAL", Double.toString(keyFrameInterval));
        environment.put("BITRATE", bitrate);
        environment.put("AUDIO", Boolean.toString(audio));
        environment.put("CODEC", codec);
        return environment;
    }
}
