package dev.streamapp.gateway.stream;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Whether the operator does its work, by its works: a change of a spec is observed within seconds.
 * The gateway may not look into the operator's namespace.
 */
@Component
class OperatorPulse {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Streams streams;
    private final Clock clock;
    private final Map<String, Instant> behindSince = new ConcurrentHashMap<>();

    OperatorPulse(Streams streams, Clock clock) {
        this.streams = streams;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 2_000)
    void feel() {
        List<String> behind =
                streams.all().stream()
                        .filter(OperatorPulse::isBehind)
                        .map(OperatorPulse::key)
                        .toList();
        behindSince.keySet().retainAll(behind);
        behind.forEach(key -> behindSince.putIfAbsent(key, clock.instant()));
    }

    /** False when a change has not been observed for longer than it takes. */
    boolean beats() {
        Instant latest = clock.instant().minus(PATIENCE);
        return behindSince.values().stream().noneMatch(since -> since.isBefore(latest));
    }

    private static boolean isBehind(LiveStream stream) {
        LiveStreamStatus status = StreamView.statusOf(stream);
        Long generation = stream.getMetadata().getGeneration();
        Long observed = status.observedGeneration();
        return generation != null && (observed == null || observed < generation);
    }

    /** Each generation has its own time to be observed. */
    private static String key(LiveStream stream) {
        return stream.getMetadata().getUid() + "/" + stream.getMetadata().getGeneration();
    }
}
