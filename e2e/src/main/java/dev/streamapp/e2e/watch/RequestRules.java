package dev.streamapp.e2e.watch;

import dev.streamapp.e2e.hls.MediaPlaylist;
import dev.streamapp.e2e.hls.Rule;
import dev.streamapp.e2e.hls.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Asks what no player should ask, and holds the answers to the rules (RFC 8216bis 6.2.5.2, 6.2.6).
 * The stream must be on air.
 */
public final class RequestRules {
    private RequestRules() {}

    /** Asks; what is wrong is noted in the recorder of the proxy. */
    public static void check(RecordingProxy proxy) {
        MediaPlaylist playlist =
                proxy.recorder()
                        .newest()
                        .orElseThrow(() -> new IllegalStateException("no playlist was served yet"));
        expect(proxy, "/live.m3u8?_HLS_part=0", 400, Rule.PART_WITHOUT_MSN);
        expect(
                proxy,
                "/live.m3u8?_HLS_msn=" + (playlist.end().segment() + 100),
                400,
                Rule.TOO_FAR_AHEAD);
        expect(proxy, "/never-listed.mp4", 404, Rule.UNKNOWN_FILE);
        status(proxy, "/live.m3u8?_HLS_msn=" + playlist.mediaSequence());
        status(proxy, "/live.m3u8?_HLS_msn=" + (playlist.end().segment() - 1) + "&_HLS_part=1000");
    }

    private static void expect(RecordingProxy proxy, String path, int wanted, Rule rule) {
        int status = status(proxy, path);
        if (status != wanted) {
            proxy.recorder().add(new Violation(rule, path + " was answered with " + status), "");
        }
    }

    private static int status(RecordingProxy proxy, String path) {
        try (var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(proxy.url(path)).timeout(Duration.ofSeconds(20)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
