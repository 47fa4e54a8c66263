package dev.streamapp.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rehearsal for the class cache")
class RehearsalTest {

    @Test
    @DisplayName("goes well without a database and a cluster")
    void goesWell() throws Exception {
        assertThat(Rehearsal.play()).isTrue();
    }
}
