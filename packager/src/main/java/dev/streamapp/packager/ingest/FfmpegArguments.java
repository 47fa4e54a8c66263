package dev.streamapp.packager.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of ffmpeg: listens for one SRT caller and copies its first video and audio
 * track, as fragments of a frame or two, to standard output.
 *
 * @param ffmpeg the program
 * @param aac whether audio, if any, is AAC: its headers have to move, and the filter that moves
 *     them refuses every other codec
 * @param analysis how much of the stream ffmpeg looks at before it passes anything on. It always
 *     looks at all of that: the picture can be no sooner
 */
public record FfmpegArguments(String ffmpeg, SrtListener srt, boolean aac, Duration analysis) {
    /** Enough where a publisher starts with a key frame, as encoders do when they connect. */
    public static final Duration ORDINARY_ANALYSIS = Duration.ofMillis(500);

    /** For a publisher that comes in anywhere between two key frames. */
    private static final Duration LONGEST_ANALYSIS = Duration.ofSeconds(10);

    /** Bounds what a publisher can make ffmpeg keep while it looks. */
    private static final String ANALYSED_BYTES = "10000000";

    /** A publisher that sends nothing for so long has left; in microseconds. */
    private static final long SILENCE = 2_000_000;

    /** What to try when there was no key frame in so much of the stream. */
    public static Duration longerAnalysis(Duration analysis) {
        Duration longer = analysis.multipliedBy(4);
        return longer.compareTo(LONGEST_ANALYSIS) < 0 ? longer : LONGEST_ANALYSIS;
    }

    /** What to try next time when that was enough. */
    public static Duration shorterAnalysis(Duration analysis) {
        Duration shorter = analysis.dividedBy(4);
        return shorter.compareTo(ORDINARY_ANALYSIS) > 0 ? shorter : ORDINARY_ANALYSIS;
    }

    public List<String> command() {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(ffmpeg, "-hide_banner", "-nostdin", "-nostats"));
        command.addAll(List.of("-loglevel", "level+info"));
        // only MPEG-TS is expected, and demuxers which open further addresses must not be
        // reachable for a publisher
        command.addAll(List.of("-analyzeduration", String.valueOf(analysis.toNanos() / 1000)));
        command.addAll(List.of("-probesize", ANALYSED_BYTES));
        String passphrase = srt.passphrase();
        if (passphrase != null) {
            command.addAll(List.of("-passphrase", passphrase));
            command.addAll(List.of("-pbkeylen", String.valueOf(srt.keyLength())));
        }
        // a publisher whose timestamps jump by more goes on without a gap
        command.addAll(List.of("-dts_delta_threshold", "3"));
        command.addAll(List.of("-f", "mpegts", "-i", url()));
        command.addAll(List.of("-map", "0:v:0?", "-map", "0:a:0?", "-c", "copy"));
        if (aac) {
            command.addAll(List.of("-bsf:a", "aac_adtstoasc"));
        }
        // sound that stops must not hold back the picture for ten seconds
        command.addAll(List.of("-max_interleave_delta", "500000"));
        // the moov waits for the first packets: only they tell how AAC is to be decoded. Players
        // that are given fragments look at no edit list
        command.addAll(List.of("-f", "mp4", "-map_metadata", "-1", "-use_editlist", "0"));
        command.add("-movflags");
        command.add("+empty_moov+delay_moov+default_base_moof+skip_trailer");
        // a new fragment at each second frame of a track: frag_every_frame writes wrong decode
        // times as soon as there are two tracks
        command.addAll(List.of("-frag_duration", "1", "-flush_packets", "1", "pipe:1"));
        return command;
    }

    private String url() {
        return "srt://%s:%d?mode=listener&latency=%d&timeout=%d"
                .formatted(srt.address(), srt.port(), srt.latency().toNanos() / 1000, SILENCE);
    }
}
