package dev.streamapp.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "bench-1",
                "unique-stream-id",
                "a234567890123456789012345678901234567890"
            })
    @DisplayName("what a LiveStream may be called is a name")
    void names(String name) {
        assertThat(StreamNames.isName(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1bench",
                "-bench",
                "bench-",
                "Bench",
                "bench_1",
                "bench.1",
                "bench 1",
                "bench-1\n",
                "стенд",
                "../x",
                "a2345678901234567890123456789012345678901"
            })
    @DisplayName("what the API server would refuse is none")
    void others(String name) {
        assertThat(StreamNames.isName(name)).isFalse();
    }
}
