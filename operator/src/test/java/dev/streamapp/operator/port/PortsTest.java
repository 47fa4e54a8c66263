package dev.streamapp.operator.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.operator.testing.TestClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PortsTest {

    private static final StreamKey CAM = new StreamKey("studio", "cam");
    private static final StreamKey OTHER = new StreamKey("studio", "other");

    private final TestClock clock = new TestClock();
    private final Map<Integer, Cooling> remembered = new HashMap<>();
    private final Ports ports = ports(new PortRange(10000, 10004));

    @Test
    @DisplayName("who takes over recalls what was freed, but not what has an owner by now")
    void recallAfterTheFact() {
        remembered.put(10000, new Cooling(OTHER, clock.instant().plusSeconds(60)));
        remembered.put(10001, new Cooling(OTHER, clock.instant().plusSeconds(60)));
        ports.claim(CAM, 10001);

        ports.recall();

        assertThat(granted(ports.decide(CAM, null, 10001, true))).isEqualTo(10001);
        assertThat(ports.free()).isEqualTo(3);
    }

    @Test
    @DisplayName("the same name gets the same port in a fresh start")
    void nameDecides() {
        int port = granted(ports.decide(CAM, null, null, true));

        assertThat(granted(ports(new PortRange(10000, 10004)).decide(CAM, null, null, true)))
                .isEqualTo(port);
        assertThat(granted(ports.decide(CAM, null, null, true))).isEqualTo(port);
    }

    @Test
    @DisplayName(
            "no two streams share a port, until there is none left and the answer says what to do")
    void exhaustion() {
        Set<Integer> all = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            all.add(granted(ports.decide(new StreamKey("studio", "s" + i), null, null, true)));
        }

        assertThat(all).containsExactlyInAnyOrder(10000, 10001, 10002, 10003, 10004);
        assertThat(refused(ports.decide(CAM, null, null, true)))
                .isEqualTo(
                        "All 5 ports of 10000-10004 are taken: delete streams that are no longer needed, or install with a wider ingest.portRange.");
    }

    @Test
    @DisplayName("a port named in the spec goes before the one there is, in or out of the range")
    void pinned() {
        assertThat(granted(ports.decide(CAM, 20000, 10003, true))).isEqualTo(20000);
        assertThat(refused(ports.decide(OTHER, 20000, null, true)))
                .startsWith("Port 20000 is used by stream studio/cam:");
    }

    @Test
    @DisplayName("the port of the existing Service is kept, even outside of a range changed since")
    void existing() {
        assertThat(granted(ports.decide(CAM, null, 9000, true))).isEqualTo(9000);
    }

    @Test
    @DisplayName("a freed port is kept from others for two minutes, and from nobody after that")
    void coolDown() {
        Ports one = ports(new PortRange(10000, 10000));
        int port = granted(one.decide(CAM, null, null, true));
        one.release(CAM, port);

        assertThat(one.decide(OTHER, null, null, true)).isInstanceOf(PortDecision.Refused.class);
        assertThat(refused(one.decide(OTHER, 10000, null, true))).contains("freed moments ago");
        clock.pass(Duration.ofSeconds(119));
        assertThat(one.decide(OTHER, null, null, true)).isInstanceOf(PortDecision.Refused.class);
        clock.pass(Duration.ofSeconds(1));
        assertThat(granted(one.decide(OTHER, null, null, true))).isEqualTo(10000);
    }

    @Test
    @DisplayName("the last owner gets its port back at once")
    void lastOwner() {
        int port = granted(ports.decide(CAM, 10002, null, true));
        ports.release(CAM);

        assertThat(granted(ports.decide(CAM, null, null, true))).isEqualTo(port);
    }

    @Test
    @DisplayName("a cool-down outlives the operator")
    void memory() {
        granted(ports.decide(CAM, 10000, null, true));
        ports.release(CAM, 10000);
        Ports restarted = ports(new PortRange(10000, 10000));
        restarted.recall();

        assertThat(restarted.decide(OTHER, null, null, true))
                .isInstanceOf(PortDecision.Refused.class);
    }

    @Test
    @DisplayName("a port the cluster refuses is passed over for ten minutes")
    void foreign() {
        Ports one = ports(new PortRange(10000, 10000));
        one.refuse(CAM, granted(one.decide(CAM, null, null, true)));

        assertThat(one.decide(CAM, null, null, true)).isInstanceOf(PortDecision.Refused.class);
        clock.pass(Duration.ofMinutes(11));
        assertThat(granted(one.decide(CAM, null, null, true))).isEqualTo(10000);
    }

    @Test
    @DisplayName("where every Service has its own address, ports need not differ")
    void unshared() {
        assertThat(granted(ports.decide(CAM, 10000, null, false))).isEqualTo(10000);
        assertThat(granted(ports.decide(OTHER, 10000, null, false))).isEqualTo(10000);
    }

    private Ports ports(PortRange range) {
        return new Ports(
                range,
                clock,
                new PortMemory() {
                    @Override
                    public Map<Integer, Cooling> load() {
                        return Map.copyOf(remembered);
                    }

                    @Override
                    public void save(Map<Integer, Cooling> cooling) {
                        remembered.clear();
                        remembered.putAll(cooling);
                    }
                });
    }

    private static int granted(PortDecision decision) {
        assertThat(decision).isInstanceOf(PortDecision.Granted.class);
        return ((PortDecision.Granted) decision).port();
    }

    private static String refused(PortDecision decision) {
        assertThat(decision).isInstanceOf(PortDecision.Refused.class);
        return ((PortDecision.Refused) decision).problem().message();
    }
}
