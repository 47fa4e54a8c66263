package dev.streamapp.packager.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The base of media")
class MediaBaseTest {
    private static final String HOST = "https://cdn.example.com";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                HOST + "/",
                HOST + ":8443/",
                "https://203.0.113.7:30446/hls/bench-1/?token=0a1b2c3d.1772370000.bWVkaWE.-_xY",
                "https://[2001:db8::7]:8443/hls/"
            })
    @DisplayName("is nothing, or an https address with a slash at the end of its path")
    void good(String text) {
        assertThat(new MediaBase(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "/hls/",
                "//cdn.example.com/",
                "http://cdn.example.com/",
                "HTTPS://cdn.example.com/",
                "javascript:alert(1)/",
                HOST,
                HOST + "/hls",
                HOST + "//",
                HOST + "/./",
                HOST + "/a/../b/",
                HOST + "/a b/",
                HOST + "/a\"b/",
                HOST + "/a\n#EXT-X-ENDLIST/",
                HOST + "/\n",
                HOST + "/a%2fb/",
                HOST + "?a=b",
                HOST + "/a?b",
                HOST + "/?",
                HOST + "/?a=b?c",
                HOST + "/?a=b/",
                HOST + "/?a=\"",
                HOST + "/?a=b\n",
                HOST + "/a#b/",
                HOST + "/{$a}/",
                HOST + ":123456/",
                "https://user@cdn.example.com/",
                "https:///"
            })
    @DisplayName("is nothing else, and no part of what was refused is repeated")
    void wrong(String text) {
        assertThatThrownBy(() -> new MediaBase(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the base of media is not an https address");
    }

    @Test
    @DisplayName("is no longer than an address with the longest host name needs")
    void length() {
        String longest = HOST + "/" + "a".repeat(511 - HOST.length() - 1) + "/";
        assertThat(new MediaBase(longest).text()).hasSize(512);
        assertThatThrownBy(() -> new MediaBase(longest + "a/"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
