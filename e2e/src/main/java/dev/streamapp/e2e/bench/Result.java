package dev.streamapp.e2e.bench;

import java.util.Locale;

/**
 * What one run measured.
 *
 * @param streams on air at once
 * @param cpu of a stream's packager and ffmpeg, percent of a core, mean over the streams
 * @param memory anonymous, of a stream's packager and ffmpeg, megabytes, mean over the streams
 * @param memoryWorst the same of the largest
 * @param firstFetch milliseconds from the publisher's start until the first part can be fetched
 * @param firstShown milliseconds from the publisher's start until the browser shows a picture
 * @param latency median glass to glass in the browser, milliseconds
 * @param latency95 95th percentile of the same
 * @param dateError median of EXT-X-PROGRAM-DATE-TIME minus capture, milliseconds
 * @param dateErrorWorst largest, whatever its sign
 */
record Result(
        int streams,
        double cpu,
        double memory,
        double memoryWorst,
        long firstFetch,
        long firstShown,
        double latency,
        double latency95,
        long dateError,
        long dateErrorWorst) {

    static String header() {
        return """
        | streams at once | CPU a stream | anonymous memory a stream (largest) | first picture can be fetched | is shown | glass to glass p50 | p95 | PROGRAM-DATE-TIME off, p50 (largest) |
        |---|---|---|---|---|---|---|---|
        """;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %d | %.1f %% of a core | %.1f MB (%.1f MB) | %d ms | %d ms | %.2f s | %.2f s | %d ms (%d ms) |%n",
                streams,
                cpu,
                memory,
                memoryWorst,
                firstFetch,
                firstShown,
                latency / 1000,
                latency95 / 1000,
                dateError,
                dateErrorWorst);
    }
}
