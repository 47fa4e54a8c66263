package dev.streamapp.gateway.stream;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.gateway.platform.AdminPage;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Streams for people: the list, each stream's page, and the parts of both that come anew. */
@AdminPage
class StreamPages {

    private static final String GONE = "admin/stream :: gone";
    private static final String NOTHING = "admin/stream :: nothing";

    private final Streams streams;
    private final StreamViews views;
    private final Ingests ingests;

    StreamPages(Streams streams, StreamViews views, Ingests ingests) {
        this.streams = streams;
        this.views = views;
        this.ingests = ingests;
    }

    @GetMapping("/admin/streams")
    String list(Model page) {
        return streams.loaded() ? rows(page, "admin/streams") : "admin/streams-away";
    }

    /** The list as it is now. */
    @GetMapping("/admin/streams/list")
    String rows(Model page) {
        return rows(page, "admin/streams :: list");
    }

    private String rows(Model page, String template) {
        page.addAttribute("streams", streams.all().stream().map(views::of).toList());
        page.addAttribute("watching", streams.watching());
        page.addAttribute("idRule", StreamNames.PATTERN);
        return template;
    }

    /** Whether the page shows what is, or what was when Kubernetes last answered. */
    @GetMapping("/admin/streams/cluster")
    String cluster(Model page) {
        page.addAttribute("watching", streams.watching());
        return "admin/stream :: cluster";
    }

    /** Lets a page that waits for the streams begin anew. */
    @GetMapping("/admin/streams/ready")
    ResponseEntity<Void> ready() {
        var answer = ResponseEntity.status(HttpStatus.NO_CONTENT);
        return (streams.loaded() ? answer.header("HX-Refresh", "true") : answer).build();
    }

    /** A row of the list; nothing when the stream went. */
    @GetMapping("/admin/streams/{streamId}/row")
    String row(@PathVariable String streamId, Model page) {
        return part(streamId, page, "admin/streams :: row", NOTHING);
    }

    @GetMapping("/admin/streams/{streamId}")
    String stream(@PathVariable String streamId, Model page, HttpServletResponse response) {
        if (!streams.loaded()) {
            return "admin/streams-away";
        }
        if (!streams.exists(streamId)) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            page.addAttribute("streamId", streamId);
            return "admin/stream-gone";
        }
        return show(streams.get(streamId), page, "admin/stream");
    }

    /** Name, state, and what can be done. */
    @GetMapping("/admin/streams/{streamId}/head")
    String head(@PathVariable String streamId, Model page) {
        return part(streamId, page, "admin/stream :: head", GONE);
    }

    @GetMapping("/admin/streams/{streamId}/facts")
    String facts(@PathVariable String streamId, Model page) {
        return part(streamId, page, "admin/stream :: facts", NOTHING);
    }

    /** How to publish, the passphrase left out. */
    @GetMapping("/admin/streams/{streamId}/publish")
    String publish(@PathVariable String streamId, Model page) {
        return guide(streamId, page, ingests::withoutPassphrase);
    }

    /** How to publish, with everything that is needed. */
    @GetMapping("/admin/streams/{streamId}/passphrase")
    String passphrase(@PathVariable String streamId, Model page) {
        return guide(streamId, page, ingests::complete);
    }

    private String guide(String streamId, Model page, Function<LiveStream, Ingest> reading) {
        Optional<LiveStream> stream = known(streamId);
        if (stream.isEmpty()) {
            return NOTHING;
        }
        Ingest ingest = reading.apply(stream.get());
        page.addAttribute("guide", PublishGuide.of(stream.get(), ingest));
        return "admin/publish :: guide";
    }

    private String part(String streamId, Model page, String template, String absent) {
        return known(streamId).map(stream -> show(stream, page, template)).orElse(absent);
    }

    /** The stream, or certainty that there is none. */
    private Optional<LiveStream> known(String streamId) {
        Optional<LiveStream> stream = streams.find(streamId);
        if (stream.isEmpty()) {
            streams.requireLoaded();
        }
        return stream;
    }

    private String show(LiveStream stream, Model page, String template) {
        page.addAttribute("stream", views.of(stream));
        page.addAttribute("watching", streams.watching());
        page.addAttribute("conditions", ShownCondition.of(stream));
        page.addAttribute("storage", stream.getSpec().storage());
        page.addAttribute("foreign", !NewStream.isOurs(stream));
        page.addAttribute("guide", PublishGuide.of(stream, ingests.withoutPassphrase(stream)));
        return template;
    }
}
