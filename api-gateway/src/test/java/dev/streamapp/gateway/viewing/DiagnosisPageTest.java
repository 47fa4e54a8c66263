package dev.streamapp.gateway.viewing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.stream.StreamStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import tools.jackson.databind.json.JsonMapper;

/** What admins read of an examination. */
class DiagnosisPageTest extends GatewayTest {

    private String shown(String language, List<Finding> findings, PlaylistFacts playlist) {
        var found =
                new Examination(
                        "bench-1",
                        StreamStatus.RUNNING,
                        playlist == null ? 0 : 200,
                        playlist,
                        new JsonMapper().readTree("{\"state\": \"running\"}"),
                        List.of(),
                        findings);
        var context = new Context(Locale.of(language));
        context.setVariable("found", found);
        context.setVariable("account", "{\"state\": \"<b>running\"}");
        return gateway.bean(SpringTemplateEngine.class)
                .process("admin/diagnosis", Set.of("diagnosis"), context);
    }

    @Test
    @DisplayName("a stream that plays is well, and its playlist is there to be looked at")
    void well() {
        var playlist =
                PlaylistFacts.of(
                        PlaylistFactsTest.PLAYLIST, Instant.parse("2026-03-01T12:00:03.400Z"));

        assertThat(shown("en", List.of(), playlist))
                .contains("All is well up to the edge")
                .contains("#EXTM3U\n#EXT")
                .contains("<dd>1 s</dd>")
                .contains("&lt;b&gt;running")
                .doesNotContain("<ol");
    }

    @ParameterizedTest
    @CsvSource({
        "ru,'Последней части уже 12,5 с'",
        "en,The newest part is 12.5 s old",
        "cs,'Nejnovější část je stará 12,5 s'"
    })
    @DisplayName("what is found is told in the reader's language")
    void found(String language, String sentence) {
        var still = new Finding(Finding.Kind.STANDS_STILL, 12.5);

        assertThat(shown(language, List.of(still), null)).contains("<li>" + sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ru", "en", "cs"})
    @DisplayName("there is a sentence for everything that may be found")
    void all(String language) {
        var findings =
                Arrays.stream(Finding.Kind.values()).map(kind -> new Finding(kind, 7)).toList();

        assertThat(shown(language, findings, null))
                .doesNotContain("??")
                .containsPattern("(?s)(<li>[^<]{1,}</li>.*){9}");
    }
}
