package dev.streamapp.packager.ingest;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ffmpeg's lines tell about its input. Written by the thread that reads them, read by others.
 */
final class Diagnosis {
    /** One track of the input, as in {@code Stream #0:1[0x101](und): Audio: pcm_alaw, 8000 Hz}. */
    private static final Pattern TRACK =
            Pattern.compile("Stream #0:[0-9]+[^ ]*: (Audio|Video): ([a-z0-9_]+)");

    /** It began to write before a key frame told the size of the picture. */
    private static final Pattern NO_SIZE = Pattern.compile("dimensions not set");

    private static final Pattern NO_DECODER =
            Pattern.compile("Decoder .*not found|no decoder found");

    /** Of RTSP's answer, ffmpeg writes code and reason without a space between them. */
    private static final Pattern BAD_CREDENTIALS =
            Pattern.compile("401 ?Unauthorized|HS processing: (Incorrect passphrase|Password)");

    private static final Pattern REFUSED =
            Pattern.compile(
                    "method [A-Z]+ failed: [345]|HS processing:|[Cc]onnection refused|403 Forbidden");

    private static final Pattern UNREACHABLE =
            Pattern.compile(
                    "timed out|[Nn]o route to host|unreachable|Failed to resolve hostname"
                            + "|Connection to srt:.* failed");

    private volatile String audio = "";
    private volatile String video = "";
    private volatile boolean keyFrameMissed;
    private volatile boolean undecodable;
    private volatile Ending why = Ending.FAILED;

    void accept(String line) {
        Matcher track = TRACK.matcher(line);
        if (track.find()) {
            track(track.group(1), track.group(2).toLowerCase(Locale.ROOT));
        }
        keyFrameMissed |= NO_SIZE.matcher(line).find();
        undecodable |= NO_DECODER.matcher(line).find();
        // what is said first is the cause, what follows are its consequences
        if (why == Ending.FAILED) {
            why = meaning(line);
        }
    }

    /** The first of a kind is the one that is passed on; ffmpeg lists its outputs after that. */
    private void track(String kind, String codec) {
        if (kind.equals("Audio")) {
            audio = audio.isEmpty() ? codec : audio;
        } else {
            video = video.isEmpty() ? codec : video;
        }
    }

    private static Ending meaning(String line) {
        if (BAD_CREDENTIALS.matcher(line).find()) {
            return Ending.BAD_CREDENTIALS;
        }
        if (REFUSED.matcher(line).find()) {
            return Ending.REFUSED;
        }
        return UNREACHABLE.matcher(line).find() ? Ending.UNREACHABLE : Ending.FAILED;
    }

    /** ffmpeg's name of the audio's codec, empty where none was found. */
    String audio() {
        return audio;
    }

    /** ffmpeg's name of the video's codec, empty where none was found. */
    String video() {
        return video;
    }

    /** Whether this ffmpeg has no decoder for the audio. */
    boolean undecodable() {
        return undecodable;
    }

    /** Whether there was no key frame in what ffmpeg looked at. */
    boolean keyFrameMissed() {
        return keyFrameMissed;
    }

    /** Why a source gave nothing; {@link Ending#FAILED} where that was not said. */
    Ending why() {
        return why;
    }
}
