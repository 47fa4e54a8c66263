package dev.streamapp.gateway.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.statistics.Statistics.Hour;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {

    private static Hour hour(double minutes) {
        return new Hour(Instant.EPOCH, 1, minutes);
    }

    @Test
    @DisplayName("a column is as high as its hour's share of the top; an empty hour has none")
    void columns() {
        var chart = Chart.of(List.of(hour(10), hour(0), hour(2.5)), Hour::minutesWatched);

        assertThat(chart.width()).isEqualTo(3);
        assertThat(chart.path())
                .isEqualTo("M0.1 100v-100.00h0.8v100.00zM2.1 100v-25.00h0.8v25.00z");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "0.4,1", "1,1", "1.2,2", "3,5", "5.1,10", "10,10", "11,20", "744,1000"})
    @DisplayName("the top is a round number that nothing exceeds")
    void top(double most, double top) {
        assertThat(Chart.of(List.of(hour(most)), Hour::minutesWatched).top()).isEqualTo(top);
    }

    @Test
    @DisplayName("columns of a month stand side by side")
    void month() {
        var chart = Chart.of(Collections.nCopies(744, hour(1)), Hour::minutesWatched);

        assertThat(chart.path()).contains("M743.0 100v-100.00h1.0v100.00z");
    }
}
