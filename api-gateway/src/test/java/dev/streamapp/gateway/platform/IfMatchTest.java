package dev.streamapp.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("If-Match, for a thing of version 3,")
class IfMatchTest {

    @ParameterizedTest(name = "[{0}] is {1}")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                ",true",
                "*,true",
                "'\"3\"',true",
                "'\"2\", \"3\"',true",
                "'\"2\"',false",
                "'\"03\"',false",
                // who got it through something that compressed the answer knows no strong tag
                "'W/\"3\"',false"
            })
    @DisplayName("is fulfilled by its strong tag, or by anything")
    void holds(String header, boolean fulfilled) {
        assertThat(IfMatch.of(header).holds(3)).isEqualTo(fulfilled);
    }
}
