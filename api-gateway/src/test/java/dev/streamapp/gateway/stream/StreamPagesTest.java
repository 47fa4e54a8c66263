package dev.streamapp.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of streams while Kubernetes has never answered. */
class StreamPagesTest extends GatewayTest {

    @ParameterizedTest
    @ValueSource(strings = {"/admin/streams", "/admin/streams/bench-1"})
    @DisplayName("streams that are not known yet are a sentence, and the page comes by itself")
    void away(String path) {
        gateway.admin()
                .get()
                .uri(path)
                .header("Accept-Language", "en")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(page ->
                        assertThat(page)
                                .contains("The streams are not known yet")
                                .contains("hx-get=\"/admin/streams/ready\"")
                                .doesNotContain("<table"));
    }

    @Test
    @DisplayName("a page is not asked to begin anew before there is something to see")
    void notReady() {
        gateway.admin()
                .get()
                .uri("/admin/streams/ready")
                .exchange()
                .expectStatus()
                .isNoContent()
                .expectHeader()
                .doesNotExist("HX-Refresh");
    }

    @Test
    @DisplayName("a page says so while Kubernetes is away")
    void stale() {
        gateway.admin()
                .get()
                .uri("/admin/streams/cluster")
                .header("Accept-Language", "en")
                .exchange()
                .expectBody(String.class)
                .value(part -> assertThat(part).contains("Kubernetes does not answer"));
    }
}
