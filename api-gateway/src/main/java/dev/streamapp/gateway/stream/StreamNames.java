package dev.streamapp.gateway.stream;

import java.util.regex.Pattern;

/** What a stream may be called; the API server holds LiveStreams to the same rule. */
public final class StreamNames {

    /** The rule in words, for whoever broke it. */
    public static final String RULE =
            "must be at most 40 characters of a-z, 0-9 and '-', begin with a letter and end with a"
                    + " letter or digit: it becomes part of the stream's addresses";

    /** The rule for machines, browsers among them. */
    static final String PATTERN = "[a-z]([a-z0-9\\-]{0,38}[a-z0-9])?";

    private static final Pattern NAME = Pattern.compile(PATTERN);

    /** Whether a stream may have this name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private StreamNames() {}
}
