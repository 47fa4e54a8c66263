package dev.streamapp.e2e.bench.media;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Gets a file, from a server or from a folder. */
final class Fetch {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();

    private Fetch() {}

    /**
     * Its content.
     *
     * @throws IOException if it is not to be had
     */
    static byte[] bytes(URI address) throws IOException, InterruptedException {
        if (address.getScheme().equals("file")) {
            return Files.readAllBytes(Path.of(address));
        }
        var response =
                CLIENT.send(
                        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(10)).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(address + " answers " + response.statusCode());
        }
        return response.body();
    }
}
