package dev.streamapp.packager;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Limits of HTTP")
class HttpLimitsTest {
    @Test
    @DisplayName("a thousand wait in the heap of the image; a smaller heap lets fewer in")
    void followTheHeap() {
        assertThat(HttpLimits.of(80 << 20, 1000)).isEqualTo(new HttpLimits(1280, 1000));
        assertThat(HttpLimits.of(16 << 20, 1000)).isEqualTo(new HttpLimits(256, 204));
        assertThat(HttpLimits.of(1, 1000).waiting()).isPositive();
    }
}
