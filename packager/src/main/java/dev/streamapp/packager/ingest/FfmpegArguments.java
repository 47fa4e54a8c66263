package dev.streamapp.packager.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line of ffmpeg: copies the first video and audio track of a source, as fragments of a
 * frame or two, to standard output.
 *
 * @param ffmpeg the program
 * @param analysis how much of the stream ffmpeg looks at before it passes anything on. It always
 *     looks at all of that: the picture can be no sooner
 */
record FfmpegArguments(String ffmpeg, Source source, Sound sound, Duration analysis) {
    /** Enough where a publisher starts with a key frame, as encoders do when they connect. */
    public static final Duration ORDINARY_ANALYSIS = Duration.ofMillis(500);

    /** For a publisher that comes in anywhere between two key frames. */
    private static final Duration LONGEST_ANALYSIS = Duration.ofSeconds(10);

    /** Bounds what a publisher can make ffmpeg keep while it looks. */
    private static final String ANALYSED_BYTES = "10000000";

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
        command.addAll(List.of("-analyzeduration", String.valueOf(analysis.toNanos() / 1000)));
        command.addAll(List.of("-probesize", ANALYSED_BYTES));
        // a publisher whose timestamps jump by more goes on without a gap
        command.addAll(List.of("-dts_delta_threshold", "3"));
        command.addAll(source.input());
        command.addAll(List.of("-map", "0:v:0?", "-c:v", "copy"));
        command.addAll(sound.arguments());
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
}
