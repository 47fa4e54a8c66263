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

    private static List<String> command(Source source, String... audioBefore) {
        Sound sound = new Sound();
        for (String codec : audioBefore) {
            Diagnosis run = new Diagnosis();
            run.accept("[info]   Stream #0:1[0x101](und): Audio: " + codec + ", 8000 Hz");
            sound.learn(run);
        }
        return new FfmpegArguments("ffmpeg", source, sound, Duration.ofMillis(500)).command();
    }

    @Test
    @DisplayName("listens for MPEG-TS only and copies")
    void whole() {
        assertThat(String.join(" ", command(listener(null))))
                .isEqualTo(
                        "ffmpeg -hide_banner -nostdin -nostats -loglevel level+info"
                                + " -analyzeduration 500000 -probesize 10000000"
                                + " -dts_delta_threshold 3 -f mpegts -i"
                                + " srt://0.0.0.0:9000?mode=listener&latency=200000&timeout=2000000"
                                + " -map 0:v:0? -c:v copy -map 0:a:0? -c:a copy"
                                + " -bsf:a aac_adtstoasc"
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
        assertThat(command(srt))
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
    @DisplayName("copies other audio that players play, and makes AAC of all other")
    void otherAudio() {
        assertThat(command(listener(null), "opus"))
                .containsSequence("-c:a", "copy")
                .doesNotContain("aac_adtstoasc");
        assertThat(command(listener(null), "pcm_alaw")).containsSequence("-c:a", "aac");
        assertThat(command(listener(null), "pcm_alaw", "aac")).contains("aac_adtstoasc");
    }

    @Test
    @DisplayName("leaves out audio that cannot be decoded, until another comes")
    void undecodable() {
        Sound sound = new Sound();
        Diagnosis run = new Diagnosis();
        run.accept("[info]   Stream #0:1: Audio: qcelp, 8000 Hz, mono");
        run.accept("[error] Decoder (codec qcelp) not found for input stream #0:1");
        assertThat(sound.learn(run)).isTrue();
        assertThat(sound.arguments()).isEmpty();
        Diagnosis silent = new Diagnosis();
        silent.accept("[info]   Stream #0:1: Audio: qcelp, 8000 Hz, mono");
        assertThat(sound.learn(silent)).isFalse();
        Diagnosis other = new Diagnosis();
        other.accept("[info]   Stream #0:1: Audio: mp2, 48000 Hz, stereo");
        assertThat(sound.learn(other)).isTrue();
        assertThat(sound.arguments()).contains("aac");
    }
}
