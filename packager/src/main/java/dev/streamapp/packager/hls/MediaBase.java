package dev.streamapp.packager.hls;

import java.util.regex.Pattern;

/**
 * Under what a playlist lists its media: nothing, so that they are found beside it, or the address
 * of somebody who passes them on, such as a CDN. A query, which may change from one version of the
 * playlist to the next, goes behind each name: players tell segments by what is before it.
 *
 * @param text empty, or an absolute address whose path ends with a slash, with or without a query
 */
public record MediaBase(String text) {
    /** Media are beside the playlist. */
    public static final MediaBase BESIDE = new MediaBase("");

    /** A host of 253 characters, a token, a stream's name, and room. */
    private static final int LONGEST = 512;

    /** RFC 3986 without user and fragment; nothing in it ends a quoted string or a line. */
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "https://(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]{1,5})?"
                            + "(?:/(?!\\.{1,2}/)[A-Za-z0-9._~-]+)*/(?:\\?[A-Za-z0-9._~=&-]+)?");

    /**
     * @throws IllegalArgumentException with a message for whoever asked
     */
    public MediaBase {
        if (!text.isEmpty() && (text.length() > LONGEST || !ADDRESS.matcher(text).matches())) {
            throw new IllegalArgumentException("the base of media is not an https address");
        }
    }

    /** The URI of a file. */
    String of(Names name) {
        int query = text.indexOf('?');
        return query < 0 ? text + name : text.substring(0, query) + name + text.substring(query);
    }
}
