package dev.streamapp.gateway.platform;

import io.micrometer.common.KeyValues;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.exporter.SpanExportingPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationConvention;

/** What a collector of traces is told: one span a request, with its route. */
@Configuration(proxyBeanMethods = false)
class TracedRequests {

    /** The address that was asked for may hold a token; its route never does. */
    @Bean
    ServerRequestObservationConvention routeAlone() {
        return new DefaultServerRequestObservationConvention() {
            @Override
            public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
                return KeyValues.empty();
            }
        };
    }

    /** What Spring Security does within a request, and what recurs each second, is no news. */
    @Bean
    SpanExportingPredicate requestsAlone() {
        return span -> span.getKind() == Span.Kind.SERVER;
    }
}
