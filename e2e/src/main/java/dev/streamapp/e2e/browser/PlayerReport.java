package dev.streamapp.e2e.browser;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the test page says of its player. Times are Unix milliseconds of this machine's clock.
 *
 * @param page a random number made when the page was loaded: the same number, the same page
 * @param loadSources how often hls.js was given a source
 * @param firstPictureAt when the first picture was shown, 0 before
 * @param pictures how many were shown
 * @param lastPictureAt when the last one was shown
 * @param lastCaptured when it was captured
 * @param samples at most ten a second
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlayerReport(
        double page,
        int loadSources,
        double firstPictureAt,
        long pictures,
        double lastPictureAt,
        double lastCaptured,
        double currentTime,
        List<Sample> samples,
        List<String> errors,
        int recoveries) {

    /**
     * One picture.
     *
     * @param at when it was shown
     * @param latency milliseconds since its capture
     * @param dateError EXT-X-PROGRAM-DATE-TIME at this picture minus its capture, in milliseconds
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Sample(double at, double latency, @Nullable Double dateError) {}

    /** Latencies of the pictures shown since a moment, in milliseconds, ascending. */
    public List<Double> latenciesSince(Instant moment) {
        return samples.stream()
                .filter(sample -> sample.at() >= moment.toEpochMilli())
                .map(Sample::latency)
                .sorted()
                .toList();
    }

    /** In a line, with the last errors. */
    String summary() {
        return "last picture captured at %s, shown at %s; position %.1f s; %d recoveries; %s"
                .formatted(
                        Instant.ofEpochMilli((long) lastCaptured),
                        Instant.ofEpochMilli((long) lastPictureAt),
                        currentTime,
                        recoveries,
                        errors.subList(Math.max(0, errors.size() - 5), errors.size()));
    }

    /** The value below which a share of ascending values lies. */
    public static double percentile(List<Double> ascending, double share) {
        if (ascending.isEmpty()) {
            throw new IllegalArgumentException("no values: nothing was shown");
        }
        return ascending.get(
                (int) Math.min(ascending.size() - 1L, Math.round(share * (ascending.size() - 1))));
    }
}
