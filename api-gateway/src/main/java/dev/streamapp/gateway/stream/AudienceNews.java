package dev.streamapp.gateway.stream;

import dev.streamapp.gateway.statistics.Audience;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tells who follows a stream that it has other viewers than before. */
@Component
class AudienceNews {

    private final Streams streams;
    private final Audience audience;
    private Map<String, Integer> told = Map.of();

    AudienceNews(Streams streams, Audience audience) {
        this.streams = streams;
        this.audience = audience;
    }

    /** As often as the audience is counted. */
    @Scheduled(fixedDelayString = "PT5S")
    void tell() {
        Map<String, Integer> present = audience.watching();
        Set<String> either = new HashSet<>(told.keySet());
        either.addAll(present.keySet());
        for (String streamId : either) {
            if (!told.getOrDefault(streamId, 0).equals(present.getOrDefault(streamId, 0))) {
                streams.find(streamId)
                        .ifPresent(
                                stream -> streams.feed().publish(new StreamChange.Changed(stream)));
            }
        }
        told = present;
    }
}
