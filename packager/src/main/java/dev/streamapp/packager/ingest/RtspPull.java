package dev.streamapp.packager.ingest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A camera that is pulled over RTSP. ffmpeg takes credentials in the address and nowhere else, so
 * they stand in its command line, which nobody outside of the pod sees.
 */
public final class RtspPull implements Source {
    /** Microseconds without an answer or a packet. */
    private static final String SILENCE = "5000000";

    private final Address address;
    private final @Nullable Credentials credentials;
    private final Transport transport;

    /** How RTP comes. */
    public enum Transport {
        TCP("tcp"),
        UDP("tcp,udp,rtp");

        private final String protocols;

        Transport(String protocols) {
            this.protocols = protocols;
        }
    }

    /** Who may watch the camera. */
    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return "credentials";
        }
    }

    private RtspPull(Address address, @Nullable Credentials credentials, Transport transport) {
        this.address = address;
        this.credentials = credentials;
        this.transport = transport;
    }

    /**
     * From {@code rtsp://HOST[:PORT][/PATH]}.
     *
     * @throws IllegalArgumentException where it is anything else
     */
    public static RtspPull of(String url, @Nullable Credentials credentials, Transport transport) {
        return new RtspPull(Address.parse("RTSP_URL", "rtsp", url), credentials, transport);
    }

    @Override
    public List<String> input() {
        String who =
                credentials == null
                        ? ""
                        : encoded(credentials.user()) + ":" + encoded(credentials.password()) + "@";
        return List.of(
                "-protocol_whitelist",
                transport.protocols,
                "-rtsp_transport",
                transport == Transport.TCP ? "tcp" : "udp",
                "-timeout",
                SILENCE,
                "-allowed_media_types",
                "video+audio",
                "-f",
                "rtsp",
                "-i",
                "rtsp://" + who + address.authority() + address.path());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public List<String> secrets() {
        Credentials known = credentials;
        if (known == null) {
            return List.of();
        }
        List<String> secrets = new ArrayList<>();
        secrets.add(encoded(known.user()) + ":" + encoded(known.password()));
        secrets.add(encoded(known.password()));
        secrets.add(known.password());
        return secrets;
    }

    @Override
    public Duration latency() {
        return Duration.ZERO;
    }

    @Override
    public boolean pulled() {
        return true;
    }

    @Override
    public String toString() {
        return "RTSP from " + address.authority();
    }
}
