package dev.streamapp.gateway.stream;

import dev.streamapp.gateway.platform.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The log of a stream's pod as text, with {@code follow=true} for as long as the caller stays. A
 * follower gets an empty line where there is nothing new.
 */
@RestController
class StreamLogController {

    private static final Logger LOG = LoggerFactory.getLogger(StreamLogController.class);
    static final int MOST_READERS = 32;

    /** Stands for "nothing new": a line of a log is never empty. */
    private static final String NOTHING_NEW = "\n";

    private final Streams streams;
    private final StreamLogs logs;
    private final Clock clock;
    private final Semaphore readers = new Semaphore(MOST_READERS);

    StreamLogController(Streams streams, StreamLogs logs, Clock clock) {
        this.streams = streams;
        this.logs = logs;
        this.clock = clock;
    }

    @GetMapping(path = "/api/streams/{streamId}/logs", produces = MediaType.TEXT_PLAIN_VALUE)
    void log(
            @PathVariable String streamId,
            @RequestParam(defaultValue = "false") boolean follow,
            @RequestParam(defaultValue = "500") @Min(1) @Max(10_000) int tail,
            @RequestParam(defaultValue = "packager") String container,
            HttpServletResponse response)
            throws InterruptedException {
        streams.get(streamId);
        if (!readers.tryAcquire()) {
            throw ProblemException.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "%d logs are being read already; close one.".formatted(MOST_READERS))
                    .retryAfter(Duration.ofSeconds(10));
        }
        try {
            var question = new StreamLogs.Question(streamId, container, tail, follow);
            handOn(logs.open(question), follow, response);
        } catch (IOException e) {
            LOG.debug("The log of {} ended: {}", streamId, e.getMessage());
        } finally {
            readers.release();
        }
    }

    private void handOn(InputStream log, boolean follow, HttpServletResponse response)
            throws IOException, InterruptedException {
        try (var reader = new LogReader(log)) {
            var answer = OpenAnswer.begin(response, MediaType.TEXT_PLAIN_VALUE, clock);
            while (!follow || !answer.isOver()) {
                switch (reader.next(OpenAnswer.KEEP_ALIVE).orElse(null)) {
                    case LogReader.Piece.Text(var bytes) -> answer.send(bytes);
                    case LogReader.Piece.End() -> {
                        return;
                    }
                    case null -> {
                        if (follow) {
                            answer.send(NOTHING_NEW);
                        }
                    }
                }
            }
        } finally {
            logs.release(log);
        }
    }
}
