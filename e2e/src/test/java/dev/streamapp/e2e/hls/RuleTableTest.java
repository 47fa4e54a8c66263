package dev.streamapp.e2e.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/playlist-rules.md")
class RuleTableTest {
    @Test
    @DisplayName("is what the rules say; make it anew with hack/generate")
    void current() throws IOException {
        assertThat(Files.readString(Path.of("../docs/playlist-rules.md")))
                .isEqualTo(RuleTable.render());
    }
}
