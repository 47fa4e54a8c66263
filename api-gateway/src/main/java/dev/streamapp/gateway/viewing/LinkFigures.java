package dev.streamapp.gateway.viewing;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How the link from a publisher does at this moment, from the metrics of its packager.
 *
 * @param roundTrip seconds to the publisher and back
 * @param latency seconds there are to send again what is lost
 * @param traffic what came since the packager's start
 */
record LinkFigures(double roundTrip, double latency, Traffic traffic) {

    private static final Pattern METRIC =
            Pattern.compile("(?m)^streamapp_srt_([a-z_]+) ([0-9.eE+-]+)$");

    /** Reads metrics in Prometheus' text format; empty where nobody publishes over SRT. */
    static Optional<LinkFigures> of(String metrics) {
        Map<String, Double> values =
                METRIC.matcher(metrics)
                        .results()
                        .collect(Collectors.toMap(found -> found.group(1), LinkFigures::value));
        Double roundTrip = values.get("rtt_seconds");
        Double latency = values.get("latency_seconds");
        return roundTrip == null || latency == null
                ? Optional.empty()
                : Optional.of(new LinkFigures(roundTrip, latency, Traffic.of(values)));
    }

    private static double value(MatchResult metric) {
        return Double.parseDouble(metric.group(2));
    }

    /**
     * Packets so far. As text it goes along with a page and comes back with its next question.
     *
     * @param received those sent again among them
     * @param lost did not come the first time
     * @param dropped did not come in time, holes in the picture
     */
    record Traffic(long received, long retransmitted, long lost, long dropped) {

        private static final String NUMBER = "([0-9]{1,18})";
        private static final Pattern TEXT =
                Pattern.compile(String.join("-", NUMBER, NUMBER, NUMBER, NUMBER));

        private static Traffic of(Map<String, Double> values) {
            return new Traffic(
                    count(values, "received"),
                    count(values, "retransmitted"),
                    count(values, "lost"),
                    count(values, "dropped"));
        }

        private static long count(Map<String, Double> values, String what) {
            return values.getOrDefault(what + "_packets_total", 0.0).longValue();
        }

        /** What {@link #toString} wrote; null for anything else. */
        static @Nullable Traffic parse(String text) {
            Matcher numbers = TEXT.matcher(text);
            return numbers.matches()
                    ? new Traffic(
                            Long.parseLong(numbers.group(1)),
                            Long.parseLong(numbers.group(2)),
                            Long.parseLong(numbers.group(3)),
                            Long.parseLong(numbers.group(4)))
                    : null;
        }

        /** What came after that; null where the packager began anew since. */
        @Nullable Traffic since(Traffic before) {
            return received < before.received
                            || retransmitted < before.retransmitted
                            || lost < before.lost
                            || dropped < before.dropped
                    ? null
                    : new Traffic(
                            received - before.received,
                            retransmitted - before.retransmitted,
                            lost - before.lost,
                            dropped - before.dropped);
        }

        /** Percentage lost at first; empty where nothing was sent. */
        OptionalDouble loss() {
            long sent = received - retransmitted + lost;
            return sent <= 0 ? OptionalDouble.empty() : OptionalDouble.of(100.0 * lost / sent);
        }

        @Override
        public String toString() {
            return "%d-%d-%d-%d".formatted(received, retransmitted, lost, dropped);
        }
    }
}
