package dev.streamapp.packager.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The command line of ffmpeg")
class FfmpegArgumentsTest {
    private static SrtListener listener(@Nullable String passphrase) {
        return new SrtListener("0.0.0.0", 9000, Duration.ofMillis(200), passphrase, 32);
    }

    private static List<String> command(SrtListener srt, boolean aac) {
        return new FfmpegArguments("ffmpeg", srt, aac, Duration.ofMillis(500)).command();
    }

    @Test
    @DisplayName("listens for MPEG-TS only and copies")
    void whole() {
        assertThat(String.join(" ", command(listener(null), true)))
                .isEqualTo(
                        "ffmpeg -hide_banner -nostdin -nostats -loglevel level+info"
                                + " -analyzeduration 500000 -probesize 10000000"
                                + " -dts_delta_threshold 3 -f mpegts -i"
                                + " srt://0.0.0.0:9000?mode=listener&latency=200000&timeout=2000000"
                                + " -map 0:v:0? -map 0:a:0? -c copy -bsf:a aac_adtstoasc"
                                + " -max_interleave_delta 500000 -f mp4 -map_metadata -1"
                                + " -use_editlist 0 -movflags"
                                + " +empty_moov+delay_moov+default_base_moof+skip_trailer"
                                + " -frag_duration 1 -flush_packets 1 pipe:1");
    }

    @Test
    @DisplayName("carries a passphrase as one argument of its own, never in the address or in text")
    void passphrase() {
        String passphrase = "a passphrase & -y \"quoted\"";
        SrtListener srt = listener(passphrase);
        assertThat(command(srt, true))
                .containsSequence("-passphrase", passphrase, "-pbkeylen", "32")
                .noneMatch(argument -> argument.startsWith("srt:") && argument.contains("pass"));
        assertThat(srt.toString()).doesNotContain("passphrase &").contains("encrypted");
    }

    @Test
    @DisplayName(
            "looks longer for a key frame each time it missed one, 10 s at most, and shorter again after")
    void analysis() {
        Duration second = FfmpegArguments.longerAnalysis(FfmpegArguments.ORDINARY_ANALYSIS);
        Duration third = FfmpegArguments.longerAnalysis(second);
        assertThat(second).isEqualTo(Duration.ofSeconds(2));
        assertThat(third).isEqualTo(Duration.ofSeconds(8));
        assertThat(FfmpegArguments.longerAnalysis(third)).isEqualTo(Duration.ofSeconds(10));
        assertThat(FfmpegArguments.shorterAnalysis(third)).isEqualTo(second);
        assertThat(FfmpegArguments.shorterAnalysis(second))
                .isEqualTo(FfmpegArguments.ORDINARY_ANALYSIS);
        assertThat(FfmpegArguments.shorterAnalysis(FfmpegArguments.ORDINARY_ANALYSIS))
                .isEqualTo(FfmpegArguments.ORDINARY_ANALYSIS);
    }

    @Test
    @DisplayName("leaves other audio than AAC alone")
    void otherAudio() {
        assertThat(command(listener(null), false)).doesNotContain("aac_adtstoasc");
    }
}
