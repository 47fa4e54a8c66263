package dev.streamapp.edge;

import java.util.List;
import java.util.Map;

/** A request as a stand-in was asked. */
record Seen(String method, String target, Map<String, List<String>> headers, byte[] body) {

    /** All values of a header. */
    List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }

    @Override
    public String toString() {
        return method + " " + target + " " + headers;
    }
}
