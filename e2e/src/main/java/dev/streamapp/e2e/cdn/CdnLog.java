package dev.streamapp.e2e.cdn;

import java.util.List;
import java.util.regex.Pattern;

/** What a CDN says of the requests it answered. */
public record CdnLog(List<Request> requests) {
    private static final Pattern LINE = Pattern.compile("([0-9]{3}) ([A-Z-]+) (/\\S*)");

    /**
     * A request.
     *
     * @param kept HIT where the CDN had it
     * @param uri path and query
     */
    public record Request(int status, String kept, String uri) {
        boolean hit() {
            return kept.equals("HIT");
        }

        /** Without the query. */
        public String path() {
            return uri.replaceFirst("\\?.*", "");
        }
    }

    /** Reads the lines that are requests. */
    public static CdnLog read(String text) {
        return new CdnLog(
                text.lines()
                        .map(LINE::matcher)
                        .filter(line -> line.matches())
                        .map(line ->
                                new Request(
                                        Integer.parseInt(line.group(1)),
                                        line.group(2),
                                        line.group(3)))
                        .toList());
    }

    /** Of how many requests the CDN had the answer already, from 0 to 1. */
    public double hitRate() {
        return (double) requests.stream().filter(Request::hit).count() / requests.size();
    }
}
