package dev.streamapp.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.access.Right;
import dev.streamapp.gateway.access.Rights;
import dev.streamapp.gateway.access.Span;
import dev.streamapp.gateway.order.Orders;
import dev.streamapp.gateway.platform.Audit;
import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.playback.PlaybackUrls;
import dev.streamapp.gateway.playback.StreamTokens;
import dev.streamapp.gateway.playback.Viewer;
import dev.streamapp.gateway.stream.Streams;
import dev.streamapp.gateway.viewing.Packagers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Recordings of an order")
class ReplaysTest extends GatewayTest {

    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
    private static final String FIRST = "1772359200000abcd-17";
    private static final String SECOND = "1772362860000abcd-1900";
    private static final String TOLD =
            """
            [{"id": "%s", "start": "2026-03-01T10:00:00Z", "ongoing": false,
              "end": "2026-03-01T11:00:00Z", "seconds": 3590, "bytes": 1000000000},
             {"id": "%s", "start": "2026-03-01T11:01:00Z", "ongoing": true,
              "end": "2026-03-01T11:11:00Z", "seconds": 600, "bytes": 200000000}]
            """
                    .formatted(FIRST, SECOND);

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> deleted = new CopyOnWriteArrayList<>();
    private HttpServer packager;
    private Recordings recordings;
    private Replays replays;

    @BeforeAll
    void startPackager() throws IOException {
        packager = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        packager.createContext(
                "/recordings",
                exchange -> {
                    try (exchange) {
                        if (exchange.getRequestMethod().equals("DELETE")) {
                            deleted.add(exchange.getRequestURI().getPath());
                            exchange.sendResponseHeaders(204, -1);
                            return;
                        }
                        byte[] body = TOLD.getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, body.length);
                        exchange.getResponseBody().write(body);
                    }
                });
        packager.start();
        recordings = at(packager.getAddress().getPort());
        replays = of(recordings);
    }

    @AfterAll
    void stopPackager() {
        packager.stop(0);
    }

    private Recordings at(int port) {
        return new Recordings(
                new Packagers("127.0.0.1%.0s", port, port),
                new JsonMapper(),
                gateway.bean(Audit.class),
                gateway.bean(Streams.class));
    }

    private Replays of(Recordings known) {
        return new Replays(
                known,
                gateway.bean(Orders.class),
                gateway.bean(StreamTokens.class),
                gateway.bean(PlaybackUrls.class));
    }

    private void assigned(UUID order, String stream, Instant from, @Nullable Instant until) {
        gateway.database()
                .sql(
                        """
                        insert into order_stream (order_id, stream_id, label, valid_from, valid_until)
                        values (?, ?, 'Bench', ?, ?)
                        """)
                .params(
                        order,
                        stream,
                        from.atOffset(ZoneOffset.UTC),
                        until == null ? null : until.atOffset(ZoneOffset.UTC))
                .update();
    }

    private Instant expiry() {
        return clock.instant().plus(Duration.ofHours(4));
    }

    private List<Replay> ofOrder(UUID order, Viewer viewer) {
        return replays.ofOrder(order, viewer, expiry()).replays();
    }

    /** What the edge is told about an address that somebody was given, or made from it. */
    private int asked(String url, String cut, String kind) throws Exception {
        String[] path = URI.create(url).getPath().split("/");
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/internal/edge/check"
                                                .formatted(gateway.port())))
                        .header("X-Stream-Token", path[3])
                        .header("X-Stream-Id", path[4])
                        .header("X-Stream-Kind", kind);
        if (!cut.isEmpty()) {
            request.header("X-Stream-Cut", cut);
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static String cut(String url) {
        return URI.create(url).getPath().split("/")[7];
    }

    @Test
    @DisplayName("are cut at the borders of its assignments, the newest first")
    void cut() {
        UUID order = order("replay-1");
        assigned(order, "replay-cam-1", TEN.minusSeconds(60), TEN.plusSeconds(600));
        assigned(order, "replay-cam-1", TEN.plusSeconds(3000), null);
        UUID other = order("replay-2");
        assigned(other, "replay-cam-2", TEN.plusSeconds(9000), null);

        assertThat(ofOrder(order, new Viewer.Admin("anna")))
                .extracting(Replay::id, Replay::start, Replay::end, Replay::seconds)
                .containsExactly(
                        tuple(
                                SECOND,
                                TEN.plusSeconds(3660),
                                TEN.plusSeconds(4260).plusMillis(1),
                                600L),
                        tuple(
                                FIRST,
                                TEN.plusSeconds(3000),
                                TEN.plusSeconds(3600).plusMillis(1),
                                600L),
                        tuple(FIRST, TEN, TEN.plusSeconds(600), 600L));
        assertThat(ofOrder(other, new Viewer.Admin("anna"))).isEmpty();
    }

    @Test
    @DisplayName("play for its customer, and nothing outside of them does")
    void customer() throws Exception {
        UUID order = order("replay-3");
        assigned(order, "replay-cam-3", TEN.plusSeconds(60), TEN.plusSeconds(600));
        UUID access = access(order, "replay3", "x", Duration.ofHours(24));
        var span = new Span(TEN.plusSeconds(60), TEN.plusSeconds(600));
        await().until(() ->
                gateway.bean(Rights.class).ofReplay(access, "replay-cam-3", span) == Right.GRANTED);

        Replay replay = ofOrder(order, new Viewer.Customer(access)).getFirst();

        assertThat(replay.downloadUrl()).isNull();
        assertThat(replay.bytes()).as("of the whole, which is nobody's business").isNull();
        String own = cut(replay.url());
        assertThat(own)
                .isEqualTo(
                        TEN.plusSeconds(60).toEpochMilli()
                                + "-"
                                + TEN.plusSeconds(600).toEpochMilli());
        assertThat(asked(replay.url(), own, "replay")).isEqualTo(204);
        for (String wider :
                List.of(
                        TEN.toEpochMilli() + "-" + TEN.plusSeconds(600).toEpochMilli(),
                        TEN.plusSeconds(60).toEpochMilli()
                                + "-"
                                + TEN.plusSeconds(601).toEpochMilli(),
                        "0-999999999999999",
                        "",
                        "x")) {
            assertThat(asked(replay.url(), wider, "replay")).as(wider).isEqualTo(403);
        }
        assertThat(asked(replay.url(), own, "download")).isEqualTo(403);
        assertThat(asked(replay.url(), "", "playlist")).as("what is live now").isEqualTo(403);

        gateway.database()
                .sql("update live_stream_access set revoked_at = now() where id = ?")
                .param(access)
                .update();
        await().until(() -> asked(replay.url(), own, "replay") == 403);
    }

    @Test
    @DisplayName("are all an admin's, to be downloaded too")
    void admin() throws Exception {
        Replays.Found found = replays.ofStream("replay-cam-4", new Viewer.Admin("anna"), expiry());

        assertThat(found.complete()).isTrue();
        assertThat(found.replays()).extracting(Replay::id).containsExactly(SECOND, FIRST);
        Replay first = found.replays().getLast();
        assertThat(first.bytes()).isEqualTo(1_000_000_000L);
        assertThat(first.downloadUrl())
                .endsWith(
                        "/replay-cam-4/recordings/"
                                + FIRST
                                + "/"
                                + cut(first.url())
                                + "/recording.mp4");
        assertThat(asked(first.url(), cut(first.url()), "replay")).isEqualTo(204);
        assertThat(asked(first.url(), cut(first.url()), "download")).isEqualTo(204);
        assertThat(found.replays().getFirst().ongoing()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "cs", "ru"})
    @DisplayName("stand on an admin's page with what can be done about them")
    void page(String language) {
        var found = replays.ofStream("replay-cam-7", new Viewer.Admin("anna"), expiry());
        String page =
                gateway.bean(ITemplateEngine.class)
                        .process(
                                "admin/recordings",
                                Set.of("section"),
                                new Context(
                                        Locale.of(language),
                                        Map.of(
                                                "found",
                                                found,
                                                "path",
                                                "/here",
                                                "deletable",
                                                true)));

        assertThat(page)
                .contains("datetime=\"2026-03-01T10:00:00Z\"")
                .contains("data-replay=\"" + found.replays().getLast().url() + "\"")
                .contains("href=\"" + found.replays().getLast().downloadUrl() + "\"")
                .contains("hx-delete=\"/api/streams/replay-cam-7/recordings/" + FIRST + "\"")
                .containsPattern(">59 \\p{L}+<")
                .doesNotContain("??");
    }

    @Test
    @DisplayName("are told to be missing where their stream does not answer")
    void away() {
        UUID order = order("replay-5");
        assigned(order, "replay-cam-5", TEN, null);
        Replays nobody = of(at(1));

        Replays.Found found = nobody.ofOrder(order, new Viewer.Admin("anna"), expiry());

        assertThat(found.complete()).isFalse();
        assertThat(found.replays()).isEmpty();
    }

    @Test
    @DisplayName("are deleted at their packager, by their own names only, and that is written down")
    void deleted() {
        recordings.delete("replay-cam-6", FIRST);

        assertThat(deleted).containsExactly("/recordings/" + FIRST);
        assertThat(
                        gateway.database()
                                .sql(
                                        "select detail from audit_log where action = 'recording.delete'")
                                .query((row, _) -> row.getString(1))
                                .list())
                .containsExactly(FIRST);
        assertThatThrownBy(() -> recordings.delete("replay-cam-6", "../status"))
                .isInstanceOf(ProblemException.class);
        assertThat(deleted).hasSize(1);
    }
}
