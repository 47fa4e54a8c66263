package dev.streamapp.packager.ingest;

import java.util.List;
import java.util.Set;

/**
 * What is done with a publisher's audio. Only ffmpeg knows its codec, and only when it runs: the
 * attempt that was wrong teaches the next one.
 */
final class Sound {
    /** Codecs, by ffmpeg's names, that go into fragments and that some players play. */
    private static final Set<String> PLAYED = Set.of("opus", "ac3", "eac3", "mp3");

    /** What is done. */
    enum Handling {
        /**
         * AAC is copied. Its headers have to move, and the filter that moves them takes no other.
         */
        COPIED_AAC,
        COPIED,
        TRANSCODED,
        DROPPED
    }

    private Handling handling = Handling.COPIED_AAC;
    private String codec = "";

    Handling handling() {
        return handling;
    }

    /** ffmpeg's name of the codec that was last found; empty before. */
    String codec() {
        return codec;
    }

    /** ffmpeg's arguments. */
    List<String> arguments() {
        return switch (handling) {
            case COPIED_AAC -> List.of("-map", "0:a:0?", "-c:a", "copy", "-bsf:a", "aac_adtstoasc");
            case COPIED -> List.of("-map", "0:a:0?", "-c:a", "copy");
            // cameras' 8 kHz is a rate that not every player's AAC decoder takes
            case TRANSCODED ->
                    List.of("-map", "0:a:0?", "-c:a", "aac", "-b:a", "96k", "-ar", "48000");
            case DROPPED -> List.of();
        };
    }

    /**
     * Learns from a run of ffmpeg.
     *
     * @return whether the next run will treat the audio in another way
     */
    boolean learn(Diagnosis run) {
        if (run.audio().isEmpty()) {
            return false;
        }
        Handling before = handling;
        handling = next(run.audio(), run.undecodable());
        codec = run.audio();
        return handling != before;
    }

    private Handling next(String found, boolean undecodable) {
        if (found.equals("aac")) {
            return Handling.COPIED_AAC;
        }
        if (PLAYED.contains(found)) {
            return Handling.COPIED;
        }
        boolean inVain = handling == Handling.DROPPED && found.equals(codec);
        return undecodable || inVain ? Handling.DROPPED : Handling.TRANSCODED;
    }
}
