package dev.streamapp.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.testing.Environment;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ClientAddressTest {

    @ParameterizedTest(name = "{0} proxies, {1} → {2}")
    @CsvSource({
        "0, '', 10.0.0.9",
        "0, 203.0.113.7, 10.0.0.9",
        "1, 203.0.113.7, 203.0.113.7",
        "1, '6.6.6.6, 203.0.113.7', 203.0.113.7",
        "1, '6.6.6.6|203.0.113.7', 203.0.113.7",
        "2, '6.6.6.6, 203.0.113.7, 10.0.0.1', 203.0.113.7",
        "2, 203.0.113.7, 203.0.113.7",
        "1, 2001:db8::1, 2001:db8::1",
        "1, nonsense, 10.0.0.9",
        "1, 'localhost', 10.0.0.9",
        "1, '', 10.0.0.9"
    })
    @DisplayName("only entries that trusted proxies wrote are believed")
    void hops(int hops, String headers, String expected) {
        var request = new MockHttpServletRequest();
        request.setRemoteAddr("10.0.0.9");
        for (String header : headers.split("\\|")) {
            if (!header.isEmpty()) {
                request.addHeader("X-Forwarded-For", header);
            }
        }
        var settings = Environment.without(Map.of("TRUSTED_PROXY_HOPS", Integer.toString(hops)));

        assertThat(new ClientAddress(settings).of(request)).isEqualTo(expected);
    }
}
