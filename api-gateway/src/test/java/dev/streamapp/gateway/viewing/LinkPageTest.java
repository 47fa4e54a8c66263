package dev.streamapp.gateway.viewing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** What admins read of a link's figures. */
class LinkPageTest extends GatewayTest {

    @ParameterizedTest
    @CsvSource({
        "ru,'Время обхода 48 мс, задержка 200 мс.','потеряно в пути 1,2 %, опоздало пакетов: 3.'",
        "en,'Round trip 48 ms, latency 200 ms.','1.2 % lost on the way, 3 packets too late.'",
        "cs,'Doba oběhu 48 ms, zpoždění 200 ms.','ztraceno cestou 1,2 %, pozdě přišlo paketů: 3.'"
    })
    @DisplayName("they are told in the reader's language, and counted on from there")
    void figures(String language, String roundTrip, String losses) {
        var context = new Context(Locale.of(language));
        context.setVariable("streamId", "bench-1");
        context.setVariable("figures", LinkFigures.of(LinkFiguresTest.METRICS).orElseThrow());
        assertThat(part(context)).contains(roundTrip).doesNotContain(losses);

        context.setVariable("loss", 1.23);
        context.setVariable("dropped", 3L);

        assertThat(part(context))
                .contains(roundTrip, losses)
                .contains("hx-get=\"/admin/streams/bench-1/link?since=12000000-53-60-7\"");
    }

    private String part(Context context) {
        return gateway.bean(ITemplateEngine.class).process("admin/link", Set.of("link"), context);
    }
}
