package dev.streamapp.gateway.platform;

import java.util.HashMap;
import java.util.Map;

/** What Spring Boot has to know of the settings before there is a bean. */
public final class BootProperties {

    /** Without a collector none of it is there, so that it costs neither memory nor time. */
    private static final String TRACING =
            String.join(
                    ",",
                    "org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration",
                    "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration",
                    "org.springframework.boot.micrometer.tracing.autoconfigure.otlp.OtlpExemplarsAutoConfiguration",
                    "org.springframework.boot.micrometer.tracing.autoconfigure.prometheus.PrometheusExemplarsAutoConfiguration",
                    "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
                    "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration",
                    "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration");

    private BootProperties() {}

    /** Defaults that application.yaml says nothing of. */
    public static Map<String, Object> of(Settings settings) {
        var properties = new HashMap<String, Object>();
        if (settings.logFormat() == Settings.LogFormat.JSON) {
            properties.put("logging.structured.format.console", "logstash");
            properties.put("logging.structured.json.exclude", "@version,level_value");
        }
        Settings.Tracing tracing = settings.tracing();
        if (tracing == null) {
            properties.put("spring.autoconfigure.exclude", TRACING);
        } else {
            properties.put(
                    "management.opentelemetry.tracing.export.otlp.endpoint",
                    tracing.endpoint().toString());
            properties.put("management.tracing.sampling.probability", tracing.sampling());
        }
        properties.put("logging.expect-correlation-id", tracing != null);
        return properties;
    }
}
