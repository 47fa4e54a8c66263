package dev.streamapp.packager.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The address of a source")
class AddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "http://169.254.169.254/",
                "rtsps://camera/live",
                "rtsp://",
                "rtsp://-camera/live",
                "rtsp://admin:secret@camera/live",
                "rtsp://camera/live stream",
                "rtsp://camera/live\n-y",
                "rtsp://camera/live?udp",
                "rtsp://camera/live?a=b&http",
                "rtsp://camera/live?filter_src&x=1",
                "rtsp://camera/live#fragment",
                "rtsp://camera/\"live\"",
                "rtsp://camera:port/live",
                "-i",
                "rtsp://[::1/live",
                "concat:rtsp://camera/live"
            })
    @DisplayName("is refused where ffmpeg could read anything but an address in it")
    void refused(String url) {
        assertThatThrownBy(() -> Address.parse("RTSP_URL", "rtsp", url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RTSP_URL")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://camera/",
                "rtsp://10.0.0.7:8554/Streaming/Channels/101?transportmode=unicast&profile=Profile_1",
                "rtsp://[fd00::7]:554/live.sdp",
                "rtsp://camera.example.com/cam/realmonitor?channel=1&subtype=0"
            })
    @DisplayName("is taken as cameras print it")
    void taken(String url) {
        Address address = Address.parse("RTSP_URL", "rtsp", url);
        assertThat("rtsp://" + address.authority() + address.path()).isEqualTo(url);
    }
}
