package dev.streamapp.gateway.testing;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a browser keeps of the headers {@code Set-Cookie} that it gets, without what they allow. */
public final class Cookies {

    private final Map<String, String> kept = new TreeMap<>();

    /** The cookies of one answer. */
    public static Cookies of(List<String> headers) {
        var cookies = new Cookies();
        cookies.keep(headers);
        return cookies;
    }

    /** Takes in those of an answer; an empty one goes. */
    public void keep(List<String> headers) {
        for (String header : headers) {
            String[] pair = header.split(";", 2)[0].split("=", 2);
            put(pair[0], pair[1]);
        }
    }

    /** Takes in one. */
    public void put(String name, String value) {
        if (value.isEmpty()) {
            kept.remove(name);
        } else {
            kept.put(name, value);
        }
    }

    /** Takes in those of another browser. */
    public void putAll(Cookies others) {
        kept.putAll(others.kept);
    }

    /** The value of one; null where there is none of that name. */
    public @Nullable String get(String name) {
        return kept.get(name);
    }

    /** The header {@code Cookie} of the next request. */
    public String header() {
        return kept.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }
}
