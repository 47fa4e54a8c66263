package dev.streamapp.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    @Test
    @DisplayName("the rehearsal plays a stream through to its status")
    void plays() throws Exception {
        assertThat(Rehearsal.play()).isTrue();
    }
}
