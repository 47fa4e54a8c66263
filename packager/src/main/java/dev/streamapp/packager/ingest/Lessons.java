package dev.streamapp.packager.ingest;

import java.time.Duration;
import java.util.Set;

/** What runs of ffmpeg taught: how much of a stream to look at first, and what to do with audio. */
final class Lessons {
    /** ffmpeg's names of what HLS players play. */
    private static final Set<String> PLAYED = Set.of("h264", "hevc", "av1");

    private final Sound sound = new Sound();
    private Duration analysis = FfmpegArguments.ORDINARY_ANALYSIS;

    Sound sound() {
        return sound;
    }

    Duration analysis() {
        return analysis;
    }

    /**
     * What the run meant, and what the next one does in another way.
     *
     * @param pulled whether the packager connected to the source
     */
    Ending learnt(Ending ended, Diagnosis diagnosis, boolean pulled) {
        boolean otherSound = sound.learn(diagnosis);
        if (ended != Ending.FAILED) {
            if (ended == Ending.DEPARTED) {
                analysis = FfmpegArguments.shorterAnalysis(analysis);
            }
            return ended;
        }
        if (!diagnosis.video().isEmpty() && !PLAYED.contains(diagnosis.video())) {
            return Ending.UNSUPPORTED_CODEC;
        }
        if (diagnosis.keyFrameMissed()) {
            analysis = FfmpegArguments.longerAnalysis(analysis);
        }
        if (otherSound) {
            return Ending.RETRIED;
        }
        if (!pulled) {
            return Ending.FAILED;
        }
        return diagnosis.why() == Ending.FAILED ? Ending.INVALID_MEDIA : diagnosis.why();
    }

    static String unplayable(String codec) {
        return "The source sends "
                + codec
                + " video, which HLS players do not play; set H.264, H.265 or AV1 in the encoder or"
                + " camera.";
    }
}
