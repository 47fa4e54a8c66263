package dev.streamapp.gateway.playback;

import dev.streamapp.gateway.platform.Settings;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes tokens and addresses as the settings say. */
@Configuration(proxyBeanMethods = false)
class PlaybackConfiguration {

    @Bean
    StreamTokens streamTokens(Settings settings, Clock clock) {
        return new StreamTokens(settings.streamsNamespace(), settings.streamTokenKeys(), clock);
    }

    @Bean
    MediaAddresses mediaAddresses(Settings settings, StreamTokens tokens, Clock clock) {
        return new MediaAddresses(settings, tokens, clock);
    }

    @Bean
    PlaybackUrls playbackUrls(Settings settings, StreamTokens tokens) {
        return new PlaybackUrls(settings.publicHost(), tokens);
    }
}
