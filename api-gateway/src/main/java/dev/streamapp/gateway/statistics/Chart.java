package dev.streamapp.gateway.statistics;

import dev.streamapp.gateway.statistics.Statistics.Hour;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Columns, one an hour, as an SVG path in a field that is as many units wide as there are hours.
 *
 * @param width number of hours
 * @param top the value at the upper edge, a round number
 * @param most the highest value
 * @param path of the columns
 */
record Chart(int width, double top, double most, String path) {

    static final double HEIGHT = 100;

    private static final int FEW_HOURS = 72;
    private static final double GAP = 0.2;

    static Chart of(List<Hour> hours, ToDoubleFunction<Hour> value) {
        double most = hours.stream().mapToDouble(value).max().orElse(0);
        double top = round(most);
        // a gap that is narrower than a pixel would only blur the columns
        double gap = hours.size() <= FEW_HOURS ? GAP : 0;
        var path = new StringBuilder();
        for (int i = 0; i < hours.size(); i++) {
            double height = value.applyAsDouble(hours.get(i)) / top * HEIGHT;
            if (height > 0) {
                path.append(
                        String.format(
                                Locale.ROOT,
                                "M%.1f %.0fv-%.2fh%.1fv%.2fz",
                                i + gap / 2,
                                HEIGHT,
                                height,
                                1 - gap,
                                height));
            }
        }
        return new Chart(hours.size(), top, most, path.toString());
    }

    /** The next of 1, 2, 5, 10, 20, 50 and so on. */
    private static double round(double value) {
        double power = 1;
        while (power * 10 < value) {
            power *= 10;
        }
        for (int step : List.of(1, 2, 5)) {
            if (step * power >= value) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
