package dev.streamapp.e2e;

import dev.streamapp.e2e.scene.Scene;
import dev.streamapp.e2e.scene.SceneExtension;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Apart from the other interruptions and before all others, for it waits while these run. */
@Order(1)
@ExtendWith(SceneExtension.class)
@DisplayName("The page that was open plays again after a long time")
class LongAbsenceIT {
    @Test
    @DisplayName("after the publisher was away 6 minutes")
    void sixMinutes(Scene scene) {
        var watched = Watched.start(scene, "gone");
        watched.away(Duration.ofMinutes(6), "Starting");
        watched.finish();
    }
}
