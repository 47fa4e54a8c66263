package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.platform.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * The request by which a provider is asked to send a text message. {@code {phone}}, {@code {text}}
 * and {@code {id}} are replaced in the address and in the body, and written as each of them needs
 * it.
 */
record SmsRequest(Settings.Sms settings) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    HttpRequest of(UUID id, String phone, String text) {
        var values = Map.of("phone", phone, "text", text, "id", id.toString());
        var address = fill(settings.url().toString(), "%%7B%s%%7D", values, LinkTemplate::encoded);
        var body = fill(settings.body(), "{%s}", values, escaping());
        var request =
                HttpRequest.newBuilder(URI.create(address))
                        .timeout(PATIENCE)
                        .method(
                                settings.method(),
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", contentType());
        }
        settings.headers().forEach((name, value) -> request.setHeader(name, value.text()));
        return request.build();
    }

    private static String fill(
            String template,
            String place,
            Map<String, String> values,
            UnaryOperator<String> escaping) {
        String filled = template;
        for (var value : values.entrySet()) {
            filled =
                    filled.replace(
                            place.formatted(value.getKey()), escaping.apply(value.getValue()));
        }
        return filled;
    }

    private UnaryOperator<String> escaping() {
        String type = contentType();
        if (type.contains("json")) {
            return text -> new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
        }
        if (type.contains("xml")) {
            return SmsRequest::xml;
        }
        return type.contains("urlencoded") ? LinkTemplate::encoded : UnaryOperator.identity();
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** What the administrator says, else what the body looks like. */
    private String contentType() {
        for (var header : settings.headers().entrySet()) {
            if (header.getKey().equalsIgnoreCase("Content-Type")) {
                return header.getValue().text().toLowerCase(Locale.ROOT);
            }
        }
        String body = settings.body().strip();
        if (body.startsWith("{") || body.startsWith("[")) {
            return "application/json";
        }
        return body.startsWith("<") ? "application/xml" : "application/x-www-form-urlencoded";
    }
}
