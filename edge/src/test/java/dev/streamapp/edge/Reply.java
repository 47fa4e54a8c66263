package dev.streamapp.edge;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came back.
 *
 * @param headers names in lower case
 */
record Reply(int status, List<Map.Entry<String, String>> headers, byte[] body) {

    /** Reads one from a connection; what follows stays unread. */
    static Reply read(InputStream in, boolean withBody) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", 3)[1]);
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] words = line.split(": ?", 2);
            headers.add(Map.entry(words[0].toLowerCase(Locale.ROOT), words[1]));
        }
        var reply = new Reply(status, headers, new byte[0]);
        return withBody && status != 204 && status != 304
                ? new Reply(status, headers, reply.body(in))
                : reply;
    }

    private byte[] body(InputStream in) throws IOException {
        if (!header("content-length").isEmpty()) {
            return in.readNBytes(Integer.parseInt(header("content-length")));
        }
        if (!header("transfer-encoding").equals("chunked")) {
            return in.readAllBytes();
        }
        var all = new ByteArrayOutputStream();
        for (int size = chunk(in); size > 0; size = chunk(in)) {
            all.write(in.readNBytes(size));
            line(in);
        }
        line(in);
        return all.toByteArray();
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("after " + line);
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** A header's only value; empty where there is none. */
    String header(String name) {
        var values = headers.stream().filter(entry -> entry.getKey().equals(name)).toList();
        if (values.size() > 1) {
            throw new AssertionError("several " + name + ": " + values);
        }
        return values.isEmpty() ? "" : values.getFirst().getValue();
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status
                + " "
                + headers
                + "\n"
                + (body.length < 2_000 ? text() : body.length + " bytes");
    }
}
