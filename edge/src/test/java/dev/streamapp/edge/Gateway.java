package dev.streamapp.edge;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers the edge's question as the real gateway does (status, times, the packager's address), by
 * a list instead of a signature; and 200 to everything else.
 */
final class Gateway extends StandIn {

    static final String CHECK = "/internal/edge/check";

    private final Map<String, Integer> verdicts = new ConcurrentHashMap<>();
    private final Map<String, String> froms = new ConcurrentHashMap<>();
    private final StandIn packager;

    Gateway(StandIn packager) {
        this.packager = packager;
    }

    /** A new token that may see the stream. */
    String admit(String stream) {
        String token = Tokens.fresh();
        say(stream, token, 204);
        return token;
    }

    /** What is answered about a token and a stream from now on. */
    void say(String stream, String token, int status) {
        verdicts.put(stream + " " + token, status);
    }

    /** Since when the picture is to be seen with that token, in milliseconds. */
    void sayFrom(String stream, String token, String from) {
        froms.put(stream + " " + token, from);
    }

    /** Requests that were more than the edge's question. */
    List<Seen> passedOn() {
        return seen().stream().filter(request -> !request.target().equals(CHECK)).toList();
    }

    @Override
    void answer(Seen request, HttpExchange exchange) throws IOException {
        if (!request.target().equals(CHECK)) {
            send(exchange, 200, "the gateway".getBytes(StandardCharsets.UTF_8));
            return;
        }
        String asked =
                request.header("X-Stream-Id").getFirst()
                        + " "
                        + request.header("X-Stream-Token").getFirst();
        int status = verdicts.getOrDefault(asked, 401);
        var headers = exchange.getResponseHeaders();
        if (status == 204) {
            headers.set("X-Stream-Upstream", packager.address());
            Optional.ofNullable(froms.get(asked))
                    .ifPresent(from -> headers.set("X-Stream-From", from));
        }
        headers.set(
                "Cache-Control",
                status == 204
                        ? "max-age=5, stale-if-error=900"
                        : status == 503 ? "no-store" : "max-age=1");
        send(exchange, status, new byte[0]);
    }
}
