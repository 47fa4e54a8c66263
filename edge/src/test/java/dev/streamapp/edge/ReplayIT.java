package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings, cut to a time. */
@DisplayName("A replay")
class ReplayIT {

    private static final String ID = "1767225600000abcd-17";
    private static final String CUT = "1767225600000-1767225660000";
    private static final String OTHER_CUT = "1767225600000-1767225630000";
    private static final String SEGMENT = "1767225600000abcd-20.mp4";

    private final Packager packager = new Packager();
    private final Gateway gateway = new Gateway(packager);
    private Edge edge;

    @BeforeEach
    void start() {
        edge = Edge.start(gateway, Map.of());
    }

    @AfterEach
    void stop() {
        edge.close();
        gateway.close();
        packager.close();
    }

    private static String address(String token, String cut, String file) {
        return "/hls/_/" + token + "/bench-7/recordings/" + ID + "/" + cut + "/" + file;
    }

    private List<String> asked() {
        return packager.seen().stream().map(Seen::target).toList();
    }

    @Test
    @DisplayName("is the packager's, for the time that the gateway was asked about")
    void played() {
        String token = gateway.admit("bench-7");

        assertThat(edge.get(address(token, CUT, "playlist.m3u8")).status()).isEqualTo(200);
        assertThat(edge.get(address(token, CUT, SEGMENT)).body()).isEqualTo(Packager.MEDIA);

        Seen question = gateway.seen().getFirst();
        assertThat(question.header("X-Stream-Kind")).containsExactly("replay");
        assertThat(question.header("X-Stream-Cut")).containsExactly(CUT);
        assertThat(asked())
                .containsExactly(
                        "/recordings/" + ID + "/" + CUT + "/playlist.m3u8",
                        "/recordings/" + ID + "/" + CUT + "/" + SEGMENT);
    }

    @Test
    @DisplayName("of another time is another question, and gets nothing that was kept for this one")
    void cuts() {
        String token = gateway.admit("bench-7");
        assertThat(edge.get(address(token, CUT, SEGMENT)).status()).isEqualTo(200);
        assertThat(edge.get(address(token, CUT, SEGMENT)).status()).isEqualTo(200);
        assertThat(asked()).hasSize(1);
        gateway.forget();

        assertThat(edge.get(address(token, OTHER_CUT, SEGMENT)).status()).isEqualTo(200);

        assertThat(gateway.seen().getFirst().header("X-Stream-Cut")).containsExactly(OTHER_CUT);
        assertThat(asked()).hasSize(2);
        assertThat(edge.get("/hls/_/" + token + "/bench-7/" + SEGMENT).status()).isEqualTo(200);
        assertThat(asked()).as("nor what is live").hasSize(3);
    }

    @Test
    @DisplayName("is refused where the gateway refuses it")
    void refused() {
        String token = gateway.admit("bench-7");
        gateway.say("bench-7", token, 403);

        assertThat(edge.get(address(token, CUT, "playlist.m3u8")).status()).isEqualTo(403);
        assertThat(edge.get(address(token, CUT, SEGMENT)).status()).isEqualTo(403);
        assertThat(edge.get(address(token, CUT, "recording.mp4")).status()).isEqualTo(403);
        assertThat(edge.get(address("x", CUT, "recording.mp4")).status()).isEqualTo(401);
        assertThat(asked()).isEmpty();
    }

    @Test
    @DisplayName("as one file is a question of its own, and no cache's business")
    void downloaded() {
        String token = gateway.admit("bench-7");

        assertThat(edge.get(address(token, CUT, "recording.mp4")).status()).isEqualTo(200);
        assertThat(edge.get(address(token, CUT, "recording.mp4")).status()).isEqualTo(200);

        assertThat(gateway.seen().getFirst().header("X-Stream-Kind")).containsExactly("download");
        assertThat(asked()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "recordings/%s/%s/live.m3u8",
                "recordings/%s/%s/state.jsonl",
                "recordings/%s/%s/1767225600000abcd-20-1.mp4",
                "recordings/%s/%s/../playlist.m3u8",
                "recordings/%s/%s/",
                "recordings/%s-/%s/playlist.m3u8",
                "recordings/%s/%s-1/playlist.m3u8",
                "recordings/%s/x/%s/playlist.m3u8"
            })
    @DisplayName("has no other names")
    void grammar(String path) {
        String token = gateway.admit("bench-7");

        Reply reply = edge.get("/hls/_/" + token + "/bench-7/" + path.formatted(ID, CUT));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(packager.seen()).isEmpty();
    }
}
