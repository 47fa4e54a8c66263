package dev.streamapp.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.testing.Pages;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of settings of an installation as the chart makes it by default. */
class BareSettingsPagesTest extends GatewayTest {

    @ParameterizedTest
    @CsvSource({"ru,Не задано", "en,Not set", "cs,Nenastaveno"})
    @DisplayName("what is not configured says what would have to be set")
    void notSet(String language, String notSet) {
        assertThat(Pages.read(gateway, "/admin/settings", language))
                .contains(notSet, "<code>gateway.oidc.issuer</code>");
        assertThat(Pages.read(gateway, "/admin/settings/mail", language))
                .contains(notSet, "<code>gateway.mail.host</code>");
        assertThat(Pages.read(gateway, "/admin/settings/sms", language))
                .contains(notSet, "<code>gateway.sms.url</code>");
    }
}
