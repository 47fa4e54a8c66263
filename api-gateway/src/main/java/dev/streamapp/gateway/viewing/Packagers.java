package dev.streamapp.gateway.viewing;

import dev.streamapp.gateway.platform.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Where packagers are, and what they answer. */
@Component
public class Packagers {

    private static final int MEDIA_PORT = 8080;
    private static final int CONTROL_PORT = 9090;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final String host;
    private final int mediaPort;
    private final int controlPort;

    @Autowired
    Packagers(Settings settings) {
        this(
                "%s-hls." + settings.streamsNamespace() + ".svc." + settings.clusterDomain(),
                MEDIA_PORT,
                CONTROL_PORT);
    }

    /**
     * @param host in which {@code %s} stands for the stream's name
     */
    public Packagers(String host, int mediaPort, int controlPort) {
        this.host = host;
        this.mediaPort = mediaPort;
        this.controlPort = controlPort;
    }

    /** HOST:PORT of a stream's playlists and segments. */
    String media(String streamId) {
        return host.formatted(streamId) + ":" + mediaPort;
    }

    private String control(String streamId) {
        return host.formatted(streamId) + ":" + controlPort;
    }

    /**
     * An answer, or why there is none.
     *
     * @param code HTTP status; 0 without an answer
     * @param text the body, or what went wrong
     */
    public record Answer(int code, String text) {

        public boolean isGood() {
            return code == 200;
        }
    }

    /** The media playlist as the packager serves it now. */
    Answer playlist(String streamId) throws InterruptedException {
        return get(media(streamId), "/live.m3u8");
    }

    /** The packager's own account of itself, one JSON object. */
    Answer status(String streamId) throws InterruptedException {
        return get(control(streamId), "/status");
    }

    /** The packager's metrics, in Prometheus' text format. */
    Answer metrics(String streamId) throws InterruptedException {
        return get(control(streamId), "/metrics");
    }

    /** All recordings of a stream, a JSON array. */
    public Answer recordings(String streamId) throws InterruptedException {
        return get(control(streamId), "/recordings");
    }

    /** Deletes a recording: 204, or 404 where there is none of that id. */
    public Answer deleteRecording(String streamId, String recordingId) throws InterruptedException {
        return send("DELETE", control(streamId), "/recordings/" + recordingId);
    }

    private Answer get(String authority, String path) throws InterruptedException {
        return send("GET", authority, path);
    }

    private Answer send(String method, String authority, String path) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://" + authority + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .timeout(PATIENCE)
                        .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            String said = e.getMessage();
            return new Answer(0, e.getClass().getSimpleName() + (said == null ? "" : ": " + said));
        }
    }
}
