package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamapp.e2e.browser.Handover;
import dev.streamapp.e2e.browser.StreamPages;
import dev.streamapp.e2e.gateway.Answer;
import dev.streamapp.e2e.gateway.Customer;
import dev.streamapp.e2e.gateway.Https;
import dev.streamapp.e2e.hls.MediaPlaylist;
import dev.streamapp.e2e.hls.PlaylistReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;

/** The one recording of a stream, as it is asked for at the edge. */
final class Replayed implements AutoCloseable {
    private static final String PLAYLIST = "playlist.m3u8";
    private static final String MOVIE = "recording.mp4";
    private static final int RANGE = 1000;

    /**
     * How soon the gateway notices a change of the orders, and the edge one of the gateway's
     * answers.
     */
    private static final Duration NOTICED = Duration.ofSeconds(15);

    private final Https https;

    Replayed(Https https) {
        this.https = https;
    }

    /** A customer of the order. */
    Customer customer(Handover access) {
        return Customer.logIn(https, access.login(), access.password());
    }

    /** What the customer has of it, which is one replay. */
    static JsonNode replay(Customer customer) {
        // a stream that does not answer in time is left out
        JsonNode replays =
                Awaitility.await("one replay")
                        .atMost(NOTICED)
                        .until(customer::recordings, found -> found.size() == 1);
        assertThat(replays.path(0).path("ongoing").asBoolean(true)).isFalse();
        return replays.path(0);
    }

    /** The customer plays it, and is not given the file. */
    void playsWithoutDownload(Customer owner) {
        String address = replay(owner).path("url").asText();
        MediaPlaylist playlist = playlist(address);
        String segment = playlist.segments().getLast().uri();
        assertThat(https.get(address.replace(PLAYLIST, segment)).status()).isEqualTo(200);
        assertThat(https.get(address.replace(PLAYLIST, MOVIE)).status()).isEqualTo(403);
    }

    /** Another customer, whom the same stream shows something else, is refused. */
    void isRefused(Customer other, Customer owner) {
        assertThat(other.recordings()).isEmpty();
        String address = replay(owner).path("url").asText();
        String segment = playlist(address).segments().getFirst().uri();
        for (String file : List.of(PLAYLIST, segment, MOVIE)) {
            String stolen =
                    address.replaceFirst("/hls/_/[^/]+/", "/hls/_/" + other.streamToken() + "/")
                            .replace(PLAYLIST, file);
            Answer answer =
                    Awaitility.await("the other's address is known at the edge")
                            .atMost(NOTICED)
                            .until(() -> https.get(stolen), seen -> seen.status() != 503);
            assertThat(answer.status()).as(file + " of another order").isEqualTo(403);
        }
    }

    /** An admin downloads it: as long as its playlist, and in ranges. */
    void downloads(String address, JsonNode status, Path file) throws IOException {
        Answer whole = https.get(address).granted();
        assertThat(whole.header("Content-Disposition")).contains("attachment", ".mp4");
        Files.write(file, whole.body());
        double length = Programs.length(file);
        double listed = playlist(address.replace(MOVIE, PLAYLIST)).duration().doubleValue();
        System.out.printf(
                "recordings: a file of %.2f s, its playlist %.2f s, the status %d s%n",
                length, listed, status.path("seconds").asLong());
        assertThat(length).isCloseTo(listed, within(1.0));
        assertThat(listed).isCloseTo(status.path("seconds").asDouble(), within(1.0));
        assertThat(Programs.probe(file.toString())).contains("h264", "aac");

        inRanges(address, whole.body());
    }

    private void inRanges(String address, byte[] whole) {
        int from = whole.length / 2;
        String bytes = from + "-" + (from + RANGE - 1);
        Answer range = https.get(address, "Range", "bytes=" + bytes);
        assertThat(range.status()).isEqualTo(206);
        assertThat(range.header("Content-Range")).isEqualTo("bytes " + bytes + "/" + whole.length);
        assertThat(range.body()).isEqualTo(Arrays.copyOfRange(whole, from, from + RANGE));
    }

    /** After an admin has deleted it in the page, nobody has it. */
    void isGone(StreamPages page, Customer owner) {
        String address = replay(owner).path("url").asText();
        page.deleteRecording();
        assertThat(owner.recordings()).isEmpty();
        assertThat(https.get(address).status()).isEqualTo(404);
    }

    private MediaPlaylist playlist(String address) {
        return (MediaPlaylist) PlaylistReader.read(https.get(address).granted().body()).playlist();
    }

    @Override
    public void close() {
        https.close();
    }
}
