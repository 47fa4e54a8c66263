package dev.streamapp.gateway.stream;

import dev.streamapp.gateway.platform.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Watches the namespace that the settings name for as long as the program runs. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

    @Bean(initMethod = "start")
    Streams streams(KubernetesClient cluster, Settings settings) {
        return new Streams(cluster, settings.streamsNamespace());
    }

    @Bean
    StreamLogs streamLogs(KubernetesClient cluster, Settings settings) {
        return new StreamLogs(cluster, settings.streamsNamespace());
    }

    @Bean
    IngestPassphrases ingestPassphrases(KubernetesClient cluster, Settings settings) {
        return new IngestPassphrases(cluster, settings.streamsNamespace());
    }

    /** Feeds and logs have no end of their own; the server waits for them unless they are told. */
    @Bean
    Farewell farewell(Streams streams, StreamLogs logs) {
        return new Farewell(streams, logs);
    }

    record Farewell(Streams streams, StreamLogs logs) {

        @EventListener(ContextClosedEvent.class)
        void closing() {
            streams.feed().close();
            logs.close();
        }
    }
}
