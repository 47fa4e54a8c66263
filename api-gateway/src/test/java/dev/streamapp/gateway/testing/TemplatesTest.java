package dev.streamapp.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TemplatesTest {

    @Test
    @DisplayName("a literal text is found, wherever it is")
    void literals() {
        assertThat(Templates.literals("<p th:text=\"#{watch.title}\"></p>")).isEmpty();
        assertThat(Templates.literals("<p>Hello</p>")).containsExactly("Hello");
        assertThat(Templates.literals("<img alt=\"Hello\">")).containsExactly("Hello");
        assertThat(Templates.literals("<a aria-label=\"Hello\"></a>")).containsExactly("Hello");
    }
}
