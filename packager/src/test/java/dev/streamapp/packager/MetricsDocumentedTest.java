package dev.streamapp.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.packager.ingest.Ending;
import dev.streamapp.packager.ingest.SrtStatistics;
import dev.streamapp.packager.ingest.SrtStatistics.Traffic;
import dev.streamapp.packager.live.Time;
import dev.streamapp.packager.store.Directory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("docs/metrics.md")
class MetricsDocumentedTest {
    private static final Path PAGE = Path.of("../docs/metrics.md");
    private static final Pattern EXPOSED = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(streamapp_[a-z_]+)[^|]*` \\| (\\S+) \\|");

    @TempDir Path data;

    @Test
    @DisplayName("has each metric of the packager, with its type, and no other")
    void complete() throws Exception {
        Settings settings =
                Settings.of(
                        Map.of(
                                "DATA_DIR",
                                data.toString(),
                                "MEDIA_PORT",
                                "0",
                                "CONTROL_PORT",
                                "0"));
        try (Origin origin = new Origin(settings, new Directory(data), Time.system())) {
            origin.board().ended(Ending.DEPARTED, null);
            origin.board()
                    .statistics(
                            new SrtStatistics(
                                    Duration.ZERO, Duration.ZERO, Duration.ZERO, Traffic.NONE));
            get(origin.mediaPort(), "/live.m3u8");
            // a request is counted once it was answered
            await().untilAsserted(() ->
                    assertThat(entries(EXPOSED, get(origin.controlPort(), "/metrics")))
                            .containsExactlyInAnyOrderElementsOf(entries(ROW, packagerSection())));
        }
    }

    private static String packagerSection() throws IOException {
        String section = Files.readString(PAGE).split("\n## Packager\n")[1];
        return section.split("\n## ")[0];
    }

    private static List<String> entries(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1) + " " + match.group(2))
                .toList();
    }

    private static String get(int port, String path) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + port + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        }
    }
}
