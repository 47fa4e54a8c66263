package dev.streamapp.gateway.stream;

import dev.streamapp.gateway.platform.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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

/** The log of a stream's pod as text, with {@code follow=true} for as long as the caller stays. */
@RestController
class StreamLogController {

    private static final Logger LOG = LoggerFactory.getLogger(StreamLogController.class);
    private static final int MOST_READERS = 32;
    private static final int BUFFER = 8192;

    private final Streams streams;
    private final StreamLogs logs;
    private final Semaphore readers = new Semaphore(MOST_READERS);

    StreamLogController(Streams streams, StreamLogs logs) {
        this.streams = streams;
        this.logs = logs;
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
            copy(logs.open(new StreamLogs.Question(streamId, container, tail, follow)), response);
        } catch (IOException e) {
            LOG.debug("The log of {} ended: {}", streamId, e.getMessage());
        } finally {
            readers.release();
        }
    }

    private void copy(InputStream log, HttpServletResponse response) throws IOException {
        try {
            response.setContentType("text/plain;charset=UTF-8");
            response.setHeader("Cache-Control", "no-store");
            response.setHeader("X-Accel-Buffering", "no");
            OutputStream out = response.getOutputStream();
            // the headers tell a follower of a silent stream that all is well
            out.flush();
            byte[] buffer = new byte[BUFFER];
            int read;
            while ((read = log.read(buffer)) >= 0) {
                out.write(buffer, 0, read);
                out.flush();
            }
        } finally {
            logs.release(log);
        }
    }
}
