package dev.streamapp.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MessagesTest {

    @ParameterizedTest
    @FieldSource("dev.streamapp.gateway.platform.Messages#BUNDLES")
    @DisplayName("every language has every text, with the same arguments, and none is empty")
    void complete(String bundle) throws IOException {
        var first = texts(bundle, Messages.LANGUAGES.getFirst());
        for (Locale language : Messages.LANGUAGES) {
            var texts = texts(bundle, language);
            assertThat(texts.stringPropertyNames())
                    .as(language.toString())
                    .containsExactlyInAnyOrderElementsOf(first.stringPropertyNames());
            texts.forEach((key, text) -> {
                assertThat(text.toString()).as(language + " " + key).isNotBlank();
                assertThat(arguments(text))
                        .as(language + " " + key)
                        .isEqualTo(arguments(first.get(key)));
            });
        }
    }

    @Test
    @DisplayName("a text comes in the language asked for")
    void languages() {
        var messages = new Messages();

        assertThat(messages.text(Locale.of("ru"), "problem.tooMany", 7)).contains("7 с");
        assertThat(messages.text(Locale.of("en"), "problem.tooMany", 7)).contains("7 s");
        assertThat(messages.text(Locale.of("cs"), "problem.notFound")).isEqualTo("Tady nic není.");
    }

    private static int arguments(Object text) {
        String format = text.toString();
        return format.contains("{0}")
                ? new MessageFormat(format).getFormatsByArgumentIndex().length
                : 0;
    }

    private static Properties texts(String bundle, Locale language) throws IOException {
        var properties = new Properties();
        String file = "/" + bundle + "_" + language.getLanguage() + ".properties";
        try (var in = Objects.requireNonNull(MessagesTest.class.getResourceAsStream(file))) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        return properties;
    }
}
