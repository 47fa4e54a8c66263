package dev.streamapp.gateway.platform;

import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads variables and collects every complaint, so that one start shows all of them. */
final class SettingsReading {

    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_LENGTH = 12;
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.\\-\\[\\]:]+");

    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9.\\-]{1,253}|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?");

    private final Map<String, String> environment;
    private final Set<String> complaints = new LinkedHashSet<>();

    SettingsReading(Map<String, String> environment) {
        this.environment = environment;
    }

    @Nullable String optional(String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    @Nullable Secret secret(String name) {
        String value = optional(name);
        return value == null ? null : new Secret(value);
    }

    String text(String name, String byDefault) {
        String value = optional(name);
        return value == null ? byDefault : value;
    }

    String required(String name) {
        String value = optional(name);
        check(value != null, name + " must be set");
        return value == null ? "" : value;
    }

    int number(String name, int byDefault, int least, int most) {
        String value = text(name, Integer.toString(byDefault));
        try {
            int number = Integer.parseInt(value);
            check(
                    least <= number && number <= most,
                    "%s must be within %d-%d, not %d".formatted(name, least, most, number));
            return number;
        } catch (NumberFormatException e) {
            complaints.add("%s must be a number, not \"%s\"".formatted(name, value));
            return byDefault;
        }
    }

    double fraction(String name, String byDefault) {
        String value = text(name, byDefault);
        try {
            double fraction = Double.parseDouble(value);
            check(
                    fraction >= 0 && fraction <= 1,
                    "%s must be within 0-1, not \"%s\"".formatted(name, value));
            return fraction;
        } catch (NumberFormatException e) {
            complaints.add("%s must be a number, not \"%s\"".formatted(name, value));
            return 0;
        }
    }

    boolean flag(String name, boolean byDefault) {
        return oneOf(name, Boolean.toString(byDefault), List.of("true", "false")).equals("true");
    }

    String oneOf(String name, String byDefault, List<String> choices) {
        String value = text(name, byDefault);
        check(
                choices.contains(value),
                "%s must be one of %s, not \"%s\""
                        .formatted(name, String.join(", ", choices), value));
        return value;
    }

    /** NAME signs; NAME_PREVIOUS, where it is set, still verifies. */
    Keys keys(String name) {
        Secret current = new Secret(required(name));
        Secret previous = secret(name + "_PREVIOUS");
        checkKey(name, current);
        if (previous != null) {
            checkKey(name + "_PREVIOUS", previous);
        }
        return new Keys(current, previous);
    }

    private void checkKey(String name, Secret key) {
        check(
                key.bytes().length >= KEY_BYTES || optional(name) == null,
                ("%s has %d bytes, and at least %d are needed:"
                                + " make one with \"openssl rand -base64 48\"")
                        .formatted(name, key.bytes().length, KEY_BYTES));
    }

    Secret aesKey(String name) {
        String value = required(name);
        if (!value.isEmpty()) {
            check(
                    decodedLength(value) == KEY_BYTES,
                    name
                            + " must be the Base64 of 32 bytes:"
                            + " make one with \"openssl rand -base64 32\"");
        }
        return new Secret(value);
    }

    private static int decodedLength(String base64) {
        try {
            return Base64.getDecoder().decode(base64).length;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    @Nullable Secret adminPassword() {
        Secret password = secret("ADMIN_PASSWORD");
        check(
                password == null || password.text().length() >= PASSWORD_LENGTH,
                "ADMIN_PASSWORD needs at least %d characters".formatted(PASSWORD_LENGTH));
        check(
                password == null || Passwords.fits(password.text()),
                "ADMIN_PASSWORD may have at most 72 bytes");
        return password;
    }

    /** The first that is set; with PUBLIC_HOST set, CDN_DOMAIN may be another host. */
    String publicHost() {
        String host =
                Stream.of("PUBLIC_HOST", "CDN_DOMAIN", "SERVER_IP")
                        .map(this::host)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse("");
        check(
                !host.isEmpty(),
                "PUBLIC_HOST (or CDN_DOMAIN, or SERVER_IP) must be set:"
                        + " the host that customers' browsers see");
        return host;
    }

    /** A host, with its port if it has one; nothing that would mean more in an address. */
    @Nullable String host(String name) {
        String value = optional(name);
        check(
                value == null || HOST.matcher(value).matches(),
                "%s must be a host such as live.example.com, not \"%s\"".formatted(name, value));
        return value;
    }

    List<String> origins(String name) {
        var origins = words(name);
        for (String origin : origins) {
            check(
                    ORIGIN.matcher(origin).matches(),
                    "%s must list origins such as https://shop.example.com, not \"%s\""
                            .formatted(name, origin));
        }
        return origins;
    }

    private List<String> words(String name) {
        return Arrays.stream(text(name, "").split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    @Nullable URI httpAddress(String name) {
        String value = optional(name);
        if (value == null) {
            return null;
        }
        try {
            URI address = URI.create(value.replace("{", "%7B").replace("}", "%7D"));
            check(
                    address.getScheme() != null && address.getScheme().startsWith("http"),
                    name + " must begin with https:// or http://");
            return address;
        } catch (IllegalArgumentException e) {
            complaints.add("%s is no address: %s".formatted(name, e.getMessage()));
            return null;
        }
    }

    /** One "Name: value" a line. */
    Map<String, Secret> headers(String name) {
        var headers = new LinkedHashMap<String, Secret>();
        text(name, "")
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> {
                    int colon = line.indexOf(':');
                    check(colon > 0, name + " must hold one \"Name: value\" a line");
                    if (colon > 0) {
                        headers.put(
                                line.substring(0, colon).strip(),
                                new Secret(line.substring(colon + 1).strip()));
                    }
                });
        return Map.copyOf(headers);
    }

    void check(boolean right, String complaint) {
        if (!right) {
            complaints.add(complaint);
        }
    }

    void complain() {
        if (!complaints.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", complaints));
        }
    }
}
