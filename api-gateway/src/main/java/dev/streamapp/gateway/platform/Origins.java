package dev.streamapp.gateway.platform;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/** Which other sites may call the API, with a bearer token: never with the cookies of a session. */
@Configuration(proxyBeanMethods = false)
class Origins {

    @Bean
    CorsConfigurationSource allowedOrigins(Settings settings) {
        var cors = new CorsConfiguration();
        // behind a proxy the gateway cannot tell its own public origin from a foreign one
        cors.setAllowedOrigins(
                Stream.concat(Stream.of(settings.publicUrl()), settings.allowedOrigins().stream())
                        .toList());
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(
                List.of(
                        "Accept",
                        "Accept-Language",
                        "Authorization",
                        "Content-Type",
                        "Idempotency-Key",
                        "Last-Event-ID",
                        "X-Request-Id",
                        "X-XSRF-TOKEN"));
        cors.setExposedHeaders(List.of("Retry-After", RequestFrame.HEADER));
        cors.setAllowCredentials(false);
        cors.setMaxAge(Duration.ofHours(1));
        var paths = new UrlBasedCorsConfigurationSource();
        paths.registerCorsConfiguration("/**", cors);
        return paths;
    }
}
