package dev.streamapp.gateway.viewing;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What the playlist of a stream looks like right now and why it may not play; for admins. */
@RestController
class DebugController {

    private final Examinations examinations;

    DebugController(Examinations examinations) {
        this.examinations = examinations;
    }

    @GetMapping("/api/debug/{streamId}")
    Examination report(@PathVariable String streamId) throws InterruptedException {
        return examinations.of(streamId);
    }
}
