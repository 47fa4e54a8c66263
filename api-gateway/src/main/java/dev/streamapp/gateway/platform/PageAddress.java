package dev.streamapp.gateway.platform;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Addresses of pages that know in their query what they show. */
public final class PageAddress {

    private PageAddress() {}

    /** The path with these parameters, whatever they have in them; empty ones are left out. */
    public static String of(String path, Map<String, String> parameters) {
        var given = new TreeMap<>(parameters);
        given.values().removeIf(String::isEmpty);
        var address = UriComponentsBuilder.fromPath(path).encode();
        given.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.buildAndExpand(given).toUriString();
    }

    /** As a parameter: nothing is empty. */
    public static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
