package dev.streamapp.gateway.stream;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** How to publish to a stream, passphrase included; for admins, and written down. */
@RestController
class IngestController {

    private final Streams streams;
    private final Ingests ingests;

    IngestController(Streams streams, Ingests ingests) {
        this.streams = streams;
        this.ingests = ingests;
    }

    @GetMapping("/api/streams/{streamId}/ingest")
    ResponseEntity<Ingest> ingest(@PathVariable String streamId) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(ingests.complete(streams.get(streamId)));
    }
}
