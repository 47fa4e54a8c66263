package dev.streamapp.operator.campaign;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** As much of HTTP/1.1 (RFC 9112) as a proxy between two well-behaved programs needs. */
final class Http {

    /**
     * Request or status line and the header fields.
     *
     * @param lines without their line ends
     */
    record Head(List<String> lines) {

        String method() {
            return lines.getFirst().split(" ")[0];
        }

        String target() {
            return lines.getFirst().split(" ")[1];
        }

        int status() {
            return Integer.parseInt(lines.getFirst().split(" ")[1]);
        }

        Optional<String> field(String name) {
            return lines.stream()
                    .skip(1)
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        boolean isWatch() {
            return method().equals("GET") && target().contains("watch=true");
        }

        void writeTo(OutputStream out) throws IOException {
            out.write(
                    (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Called before bytes are passed on. */
    interface Gate {
        void pass() throws IOException;
    }

    /** The next head; empty if the other side has nothing more to say. */
    static Optional<Head> readHead(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int fresh = 0;
        while (fresh < 4) {
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            bytes.write(next);
            fresh = next == (fresh % 2 == 0 ? '\r' : '\n') ? fresh + 1 : next == '\r' ? 1 : 0;
        }
        String text = bytes.toString(StandardCharsets.US_ASCII).strip();
        return Optional.of(new Head(Arrays.asList(text.split("\r\n"))));
    }

    /** Passes the body on that follows a head, piece by piece. */
    static void passBody(Head head, InputStream in, OutputStream out, Gate gate)
            throws IOException {
        if (head.field("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
            passChunks(in, out, gate);
            return;
        }
        long length = head.field("Content-Length").map(Long::parseLong).orElse(0L);
        if (length > 0) {
            byte[] body = in.readNBytes(Math.toIntExact(length));
            if (body.length < length) {
                throw new EOFException();
            }
            gate.pass();
            out.write(body);
        }
        out.flush();
    }

    private static void passChunks(InputStream in, OutputStream out, Gate gate) throws IOException {
        int size;
        do {
            String line = line(in);
            size = Integer.parseInt(line.split(";")[0].strip(), 16);
            byte[] chunk = in.readNBytes(size);
            String end = line(in);
            gate.pass();
            out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(chunk);
            out.write((end + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } while (size > 0);
    }

    /** Passes everything on until one side hangs up. */
    static void passAll(InputStream in, OutputStream out, Gate gate) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            gate.pass();
            out.write(buffer, 0, count);
            out.flush();
        }
    }

    private static String line(InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                text.append((char) next);
            }
        }
        return text.toString();
    }

    private Http() {}
}
