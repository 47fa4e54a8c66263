package dev.streamapp.operator.children;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "2s, 2000",
        "200ms, 200",
        "1.5s, 1500",
        "0.5m, 30000",
        "1m30s, 90000",
        "500ms1s, 1500",
        "1h, 3600000"
    })
    @DisplayName("whatever the schema lets through is read as Kubernetes reads it")
    void reads(String text, long millis) {
        assertThat(Durations.parse(text).toMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "s", "1d", "-1s", "1 s"})
    @DisplayName("anything else is no duration")
    void refuses(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
