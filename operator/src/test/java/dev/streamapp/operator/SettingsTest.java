package dev.streamapp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamapp.crds.Exposure;
import dev.streamapp.operator.children.SharedGateway;
import dev.streamapp.operator.port.PortRange;
import dev.streamapp.operator.testing.Samples;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    @DisplayName("what is not set has its default")
    void defaults() {
        Settings settings = Samples.settings();

        assertThat(settings.watchNamespaces()).isEmpty();
        assertThat(settings.portRange()).isEqualTo(new PortRange(10000, 10100));
        assertThat(settings.publicHost()).isNull();
        assertThat(settings.exposureDefault()).isEqualTo(Exposure.Type.NodePort);
        assertThat(settings.exposureAllowed())
                .containsExactly(
                        Exposure.Type.NodePort,
                        Exposure.Type.LoadBalancer,
                        Exposure.Type.ClusterIP);
        assertThat(settings.httpPort()).isEqualTo(8080);
    }

    @Test
    @DisplayName("lists may have blanks")
    void lists() {
        Settings settings =
                Samples.settings(
                        Map.of(
                                "WATCH_NAMESPACES", "one, two,",
                                "EXPOSURE_ALLOWED", "NodePort, ClusterIP"));

        assertThat(settings.watchNamespaces()).isEqualTo(Set.of("one", "two"));
        assertThat(settings.exposureAllowed())
                .containsExactly(Exposure.Type.NodePort, Exposure.Type.ClusterIP);
    }

    @Test
    @DisplayName("what is not given of the pods' defaults stays the operator's")
    void podDefaults() {
        Settings settings =
                Samples.settings(
                        Map.of(
                                "PACKAGER_POD",
                                """
                                {"priorityClassName": "", "nodeSelector": {"disk": "ssd"},
                                "topologySpreadConstraints": [{"maxSkew": 1, "topologyKey": "zone", "whenUnsatisfiable": "ScheduleAnyway"}]}
                                """));

        assertThat(settings.podDefaults().nodeSelector()).containsEntry("disk", "ssd");
        assertThat(settings.podDefaults().resources().getRequests()).containsKey("memory");
        assertThat(settings.podDefaults().topologySpreadConstraints()).hasSize(1);
        assertThatThrownBy(() -> Samples.settings(Map.of("PACKAGER_POD", "{nodes: 3}")))
                .hasMessageContaining("PACKAGER_POD cannot be \"{nodes: 3}\"");
    }

    @Test
    @DisplayName("streams share addresses where the administrator makes them")
    void sharedAddresses() {
        assertThat(Samples.settings().sharesAddress(Exposure.Type.LoadBalancer)).isFalse();
        Settings shared = Samples.settings(Map.of("LOAD_BALANCER_SHARED_ADDRESS", "true"));
        assertThat(shared.sharesAddress(Exposure.Type.LoadBalancer)).isTrue();
        assertThat(shared.sharesAddress(Exposure.Type.HostPort)).isTrue();
        assertThat(shared.sharesAddress(Exposure.Type.UDPRoute)).isTrue();
        assertThat(shared.sharesAddress(Exposure.Type.ClusterIP)).isFalse();
    }

    @Test
    @DisplayName("streams go through a Gateway where one is named")
    void gateway() {
        Map<String, String> allowed = Map.of("EXPOSURE_ALLOWED", "NodePort,UDPRoute");
        assertThatThrownBy(() -> Samples.settings(allowed))
                .hasMessage("UDP_ROUTE_GATEWAY must be set where EXPOSURE_ALLOWED has UDPRoute");
        assertThatThrownBy(() -> Samples.settings(Map.of("UDP_ROUTE_GATEWAY", "ingest")))
                .hasMessage("UDP_ROUTE_GATEWAY cannot be \"ingest\": a Gateway is NAMESPACE/NAME");
        assertThat(Samples.settings(Map.of("UDP_ROUTE_GATEWAY", "edge/ingest")).gateway())
                .isEqualTo(new SharedGateway("edge", "ingest"));
    }

    @Test
    @DisplayName("all that is wrong is said at once")
    void complaints() {
        Map<String, String> wrong =
                Map.of(
                        "PACKAGER_IMAGE", "p",
                        "PUBLISHER_IMAGE", "p",
                        "INGEST_PORT_RANGE", "10100-10000",
                        "EXPOSURE_ALLOWED", "ClusterIP",
                        "LOG_FORMAT", "xml",
                        "HTTP_PORT", "http");

        assertThatThrownBy(() -> Settings.from(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OPERATOR_NAMESPACE must be set")
                .hasMessageContaining(
                        "INGEST_PORT_RANGE cannot be \"10100-10000\": a range of ports is FIRST-LAST within 1-65535, such as 10000-10100")
                .hasMessageContaining("LOG_FORMAT must be text or json, not \"xml\"")
                .hasMessageContaining("HTTP_PORT cannot be \"http\"")
                .hasMessageContaining("EXPOSURE_DEFAULT must be one of EXPOSURE_ALLOWED");
    }
}
