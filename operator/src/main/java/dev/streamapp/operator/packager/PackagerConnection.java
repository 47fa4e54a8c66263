package dev.streamapp.operator.packager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Follows one packager's {@code /status/watch} for as long as its pod lives. */
final class PackagerConnection implements AutoCloseable {

    /** From when on not answering counts as silence. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The packager sends an empty line each 15 s; after this much nothing it is gone. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(40);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final int LONGEST_LINE = 64 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(PackagerConnection.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ResourceID stream;
    private final URI uri;
    private final HttpClient http;
    private final Clock clock;
    private final Runnable onChange;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable InputStream body;
    private volatile Instant lastSign;
    private volatile Heard heard = new Heard.NotYet();

    PackagerConnection(
            ResourceID stream, URI uri, HttpClient http, Clock clock, Runnable onChange) {
        this.stream = stream;
        this.uri = uri;
        this.http = http;
        this.clock = clock;
        this.onChange = onChange;
        this.lastSign = clock.instant();
        this.thread = Thread.ofVirtual().name("watch " + uri).unstarted(this::follow);
    }

    void start() {
        thread.start();
    }

    boolean leadsTo(URI other) {
        return uri.equals(other);
    }

    Heard heard() {
        return heard;
    }

    /** Ends a read that has waited too long; the connection is then made anew. */
    void checkAlive() {
        if (body != null && lastSign.plus(KEEP_ALIVE).isBefore(clock.instant())) {
            closeBody();
        }
    }

    @Override
    public void close() {
        closed = true;
        closeBody();
        thread.interrupt();
    }

    private void follow() {
        // as in the log of a reconciliation
        MDC.put("resource.namespace", stream.getNamespace().orElse(""));
        MDC.put("resource.name", stream.getName());
        Duration pause = FIRST_PAUSE;
        try {
            while (!closed) {
                boolean answered = readUntilItEnds();
                noteSilence();
                pause = answered ? FIRST_PAUSE : min(pause.multipliedBy(2), LONGEST_PAUSE);
                Thread.sleep(pause);
            }
        } catch (InterruptedException e) {
            // closed: nobody is interested any more
            Thread.currentThread().interrupt();
        }
    }

    private boolean readUntilItEnds() throws InterruptedException {
        boolean answered = false;
        var request = HttpRequest.newBuilder(uri).timeout(ANSWER_WITHIN).build();
        try {
            var response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream stream = response.body()) {
                if (response.statusCode() != 200) {
                    // a refusal says nothing of the stream, however often it comes
                    return false;
                }
                body = stream;
                lastSign = clock.instant();
                String line;
                while ((line = line(stream)) != null) {
                    lastSign = clock.instant();
                    answered = true;
                    take(line);
                }
            }
        } catch (IOException e) {
            LOG.debug("{}: {}", uri, e.toString());
        } finally {
            body = null;
        }
        return answered;
    }

    /**
     * The next line, null at the end. The stream has a buffer already; a reader's own, twice for
     * each of a thousand streams, would be most of the memory.
     */
    private static @Nullable String line(InputStream stream) throws IOException {
        var bytes = new ByteArrayOutputStream(512);
        int next = stream.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = stream.read()) {
            if (bytes.size() == LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
            }
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void take(String line) {
        if (line.isBlank()) {
            return;
        }
        try {
            hear(new Heard.Said(JSON.readValue(line, PackagerReport.class)));
        } catch (JsonProcessingException e) {
            LOG.warn("{} says what cannot be understood: {}", uri, e.getOriginalMessage());
        }
    }

    private void noteSilence() {
        if (lastSign.plus(PATIENCE).isBefore(clock.instant())) {
            hear(new Heard.Silent());
        }
    }

    private void hear(Heard news) {
        if (!closed && !news.equals(heard)) {
            heard = news;
            onChange.run();
        }
    }

    private void closeBody() {
        InputStream open = body;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("{}: {}", uri, e.toString());
            }
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
