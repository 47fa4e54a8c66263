package dev.streamapp.e2e.leaks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a secret may stand in a text. */
final class Spellings {
    /** What is shorter stands in many a text by chance. */
    static final int SHORTEST = 8;

    private static final int ALIGNMENTS = 3;

    private Spellings() {}

    /** All that are long enough to be told from chance. */
    static Set<String> of(String secret) {
        return lines(secret)
                .flatMap(Spellings::spelled)
                .filter(spelling -> spelling.length() >= SHORTEST)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Of a key or a list of headers, each line is a secret of its own. */
    private static Stream<String> lines(String secret) {
        return secret.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST && !line.startsWith("-----"));
    }

    private static Stream<String> spelled(String secret) {
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return Stream.concat(
                Stream.of(
                        secret,
                        secret.replace("\\", "\\\\").replace("\"", "\\\""),
                        url,
                        url.replace("+", "%20"),
                        lowerCaseHexadecimal(url),
                        HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8))),
                base64(secret));
    }

    private static String lowerCaseHexadecimal(String url) {
        return Pattern.compile("%[0-9A-F]{2}")
                .matcher(url)
                .replaceAll(match -> match.group().toLowerCase(Locale.ROOT));
    }

    /**
     * Also where it stands behind something else, as a password does behind its user: the
     * characters that depend on nothing but the secret.
     */
    private static Stream<String> base64(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                .map(Base64.Encoder::withoutPadding)
                .flatMap(encoder ->
                        Stream.iterate(0, before -> before < ALIGNMENTS, before -> before + 1)
                                .map(before -> aligned(encoder, bytes, before)));
    }

    private static String aligned(Base64.Encoder encoder, byte[] secret, int before) {
        byte[] all = new byte[before + secret.length];
        System.arraycopy(secret, 0, all, before, secret.length);
        int bits = 6;
        int first = (before * Byte.SIZE + bits - 1) / bits;
        int end = all.length * Byte.SIZE / bits;
        return encoder.encodeToString(all).substring(first, end);
    }
}
