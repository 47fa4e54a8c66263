package dev.streamapp.gateway.stream;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.gateway.playback.PlaybackUrls;
import dev.streamapp.gateway.statistics.Audience;
import org.springframework.stereotype.Component;

/** Puts together what is shown of a stream. */
@Component
class StreamViews {

    private final PlaybackUrls urls;
    private final Audience audience;

    StreamViews(PlaybackUrls urls, Audience audience) {
        this.urls = urls;
        this.audience = audience;
    }

    StreamView of(LiveStream stream) {
        String name = stream.getMetadata().getName();
        return StreamView.of(stream, urls.unsigned(name), audience.watching(name));
    }
}
