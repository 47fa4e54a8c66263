package dev.streamapp.e2e.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Every rule")
class EveryRuleTest {
    private static final List<String> TESTS =
            List.of(
                    "hls/PlaylistRulesTest",
                    "hls/MediaRulesTest",
                    "hls/DeltaUpdatesTest",
                    "watch/WatchingTest");

    @Test
    @DisplayName("has a test with something that breaks it")
    void tested() throws IOException {
        var sources = new StringBuilder();
        for (String test : TESTS) {
            sources.append(
                    Files.readString(Path.of("src/test/java/dev/streamapp/e2e", test + ".java")));
        }
        assertThat(
                        Arrays.stream(Rule.values())
                                .filter(rule ->
                                        !sources.toString()
                                                .matches("(?s).*Rule\\." + rule + "\\b.*")))
                .isEmpty();
    }
}
