package dev.streamapp.gateway.viewing;

import dev.streamapp.gateway.platform.AdminPage;
import dev.streamapp.gateway.stream.Streams;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The figures of the link from a publisher, as a part of its stream's page that asks again. */
@AdminPage
class LinkPage {

    private final Streams streams;
    private final Packagers packagers;

    LinkPage(Streams streams, Packagers packagers) {
        this.streams = streams;
        this.packagers = packagers;
    }

    /**
     * @param since what the page knew before: losses are told from then on
     */
    @GetMapping("/admin/streams/{streamId}/link")
    String link(
            @PathVariable String streamId,
            @RequestParam(defaultValue = "") String since,
            Model page)
            throws InterruptedException {
        if (!streams.exists(streamId)) {
            return "admin/stream :: nothing";
        }
        page.addAttribute("streamId", streamId);
        Packagers.Answer answer = packagers.metrics(streamId);
        if (answer.isGood()) {
            LinkFigures.of(answer.text()).ifPresent(figures -> show(figures, since, page));
        }
        return "admin/link :: link";
    }

    private static void show(LinkFigures figures, String since, Model page) {
        page.addAttribute("figures", figures);
        var before = LinkFigures.Traffic.parse(since);
        var recent = before == null ? null : figures.traffic().since(before);
        if (recent != null && recent.loss().isPresent()) {
            page.addAttribute("loss", recent.loss().getAsDouble());
            page.addAttribute("dropped", recent.dropped());
        }
    }
}
