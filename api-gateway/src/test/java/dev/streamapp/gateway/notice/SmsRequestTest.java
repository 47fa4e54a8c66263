package dev.streamapp.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.platform.Secret;
import dev.streamapp.gateway.platform.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The request to an SMS provider")
class SmsRequestTest {

    private static final UUID ID = UUID.fromString("01990000-0000-7000-8000-000000000001");
    private static final String TEXT = "Пароль \"a&b\" <c>\nhttps://x/?a=1";

    @Test
    @DisplayName("fills in a JSON body as JSON")
    void json() {
        var request =
                request("{\"to\":\"{phone}\",\"text\":\"{text}\",\"ref\":\"{id}\"}", Map.of());

        assertThat(header(request, "Content-Type")).isEqualTo("application/json");
        assertThat(body(request))
                .isEqualTo(
                        "{\"to\":\"+420123\",\"text\":\"Пароль \\\"a&b\\\" <c>\\nhttps://x/?a=1\",\"ref\":\"%s\"}"
                                .formatted(ID));
    }

    @Test
    @DisplayName("fills in a form's fields encoded")
    void form() {
        var request = request("to={phone}&text={text}", Map.of());

        assertThat(header(request, "Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(body(request))
                .startsWith("to=%2B420123&text=%D0%9F")
                .endsWith("%20%22a%26b%22%20%3Cc%3E%0Ahttps%3A%2F%2Fx%2F%3Fa%3D1");
    }

    @Test
    @DisplayName("fills in XML escaped, and sends the administrator's headers")
    void xml() {
        var request =
                request(
                        "<sms to=\"{phone}\">{text}</sms>",
                        Map.of(
                                "Content-Type",
                                new Secret("text/xml; charset=utf-8"),
                                "X-Key",
                                new Secret("k")));

        assertThat(request.headers().allValues("Content-Type"))
                .containsExactly("text/xml; charset=utf-8");
        assertThat(header(request, "X-Key")).isEqualTo("k");
        assertThat(body(request)).contains("&quot;a&amp;b&quot; &lt;c&gt;");
    }

    @Test
    @DisplayName("fills in the address where the provider takes GET")
    void address() {
        var settings =
                new Settings.Sms(
                        URI.create("https://sms.example/send?to=%7Bphone%7D&text=%7Btext%7D"),
                        "GET",
                        "",
                        Map.of());

        var request = new SmsRequest(settings).of(ID, "+420123", "a b&c");

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.uri())
                .hasToString("https://sms.example/send?to=%2B420123&text=a%20b%26c");
    }

    private static HttpRequest request(String body, Map<String, Secret> headers) {
        var settings =
                new Settings.Sms(URI.create("https://sms.example/send"), "POST", body, headers);
        return new SmsRequest(settings).of(ID, "+420123", TEXT);
    }

    private static String header(HttpRequest request, String name) {
        return request.headers().firstValue(name).orElse("");
    }

    private static String body(HttpRequest request) {
        var text = new StringBuilder();
        request.bodyPublisher()
                .orElseThrow()
                .subscribe(
                        new Flow.Subscriber<ByteBuffer>() {
                            @Override
                            public void onSubscribe(Flow.Subscription subscription) {
                                subscription.request(Long.MAX_VALUE);
                            }

                            @Override
                            public void onNext(ByteBuffer part) {
                                text.append(StandardCharsets.UTF_8.decode(part));
                            }

                            @Override
                            public void onError(Throwable failure) {
                                throw new AssertionError(failure);
                            }

                            @Override
                            public void onComplete() {}
                        });
        return text.toString();
    }
}
