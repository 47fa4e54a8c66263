package dev.streamapp.gateway.stream;

import dev.streamapp.gateway.platform.AdminPage;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What other pages show of streams: which there are to choose from, and how one is. */
@AdminPage
class StreamChoices {

    private final Streams streams;
    private final StreamViews views;

    StreamChoices(Streams streams, StreamViews views) {
        this.streams = streams;
        this.views = views;
    }

    /** All streams, to choose one of them. */
    @GetMapping("/admin/stream-choices")
    String choices(Model model) {
        model.addAttribute("known", streams.loaded());
        model.addAttribute("streams", streams.all().stream().map(views::of).toList());
        return "admin/stream-choices :: choices";
    }

    /** How one stream is, in a word. */
    @GetMapping("/admin/stream-states/{streamId}")
    String state(@PathVariable String streamId, Model model) {
        model.addAttribute("state", streams.word(streamId));
        return "admin/stream-choices :: state";
    }
}
