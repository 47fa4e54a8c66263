package dev.streamapp.operator.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.operator.testing.TestClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PortsTest {

    private static final StreamKey CAM = new StreamKey("studio", "cam");
    private static final StreamKey OTHER = new StreamKey("studio", "other");

    private static final IntPredicate ANY = _ -> true;

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

        assertThat(granted(ports.decide(CAM, null, 10001, true, ANY))).isEqualTo(10001);
        assertThat(ports.free()).isEqualTo(3);
    }

    @Test
    @DisplayName("the same name gets the same port in a fresh start")
    void nameDecides() {
        int port = granted(ports.decide(CAM, null, null, true, ANY));

        assertThat(granted(ports(new PortRange(10000, 10004)).decide(CAM, null, null, true, ANY)))
                .isEqualTo(port);
        assertThat(granted(ports.decide(CAM, null, null, true, ANY))).isEqualTo(port);
    }

    @Test
    @DisplayName("a port that was granted and could not be had is free for others at once")
    void withdrawn() {
        ports.decide(CAM, 10001, 10000, true, ANY);

        ports.withdraw(CAM, 10001);

        assertThat(granted(ports.decide(OTHER, 10001, null, true, ANY))).isEqualTo(10001);
    }

    @Test
    @DisplayName(
            "no two streams share a port, until there is none left and the answer says what to do")
    void exhaustion() {
        Set<Integer> all = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            all.add(granted(ports.decide(new StreamKey("studio", "s" + i), null, null, true, ANY)));
        }

        assertThat(all).containsExactlyInAnyOrder(10000, 10001, 10002, 10003, 10004);
        assertThat(refused(ports.decide(CAM, null, null, true, ANY)))
                .isEqualTo(
                        "All 5 ports of 10000-10004 are taken: delete streams that are no longer needed, or install with a wider ingest.portRange.");
    }

    @Test
    @DisplayName("a port named in the spec goes before the one there is, in or out of the range")
    void pinned() {
        assertThat(granted(ports.decide(CAM, 20000, 10003, true, ANY))).isEqualTo(20000);
        assertThat(refused(ports.decide(OTHER, 20000, null, true, ANY)))
                .startsWith("Port 20000 is used by stream studio/cam:");
    }

    @Test
    @DisplayName("the port of the existing Service is kept, even outside of a range changed since")
    void existing() {
        assertThat(granted(ports.decide(CAM, null, 9000, true, ANY))).isEqualTo(9000);
    }

    @Test
    @DisplayName("a freed port is kept from others for two minutes, and from nobody after that")
    void coolDown() {
        Ports one = ports(new PortRange(10000, 10000));
        int port = granted(one.decide(CAM, null, null, true, ANY));
        one.release(CAM, port);

        assertThat(one.decide(OTHER, null, null, true, ANY))
                .isInstanceOf(PortDecision.Refused.class);
        assertThat(refused(one.decide(OTHER, 10000, null, true, ANY)))
                .contains("freed moments ago");
        clock.pass(Duration.ofSeconds(119));
        assertThat(one.decide(OTHER, null, null, true, ANY))
                .isInstanceOf(PortDecision.Refused.class);
        clock.pass(Duration.ofSeconds(1));
        assertThat(granted(one.decide(OTHER, null, null, true, ANY))).isEqualTo(10000);
    }

    @Test
    @DisplayName("the last owner gets its port back at once")
    void lastOwner() {
        int port = granted(ports.decide(CAM, 10002, null, true, ANY));
        ports.release(CAM);

        assertThat(granted(ports.decide(CAM, null, null, true, ANY))).isEqualTo(port);
    }

    @Test
    @DisplayName("a cool-down outlives the operator")
    void memory() {
        granted(ports.decide(CAM, 10000, null, true, ANY));
        ports.release(CAM, 10000);
        Ports restarted = ports(new PortRange(10000, 10000));
        restarted.recall();

        assertThat(restarted.decide(OTHER, null, null, true, ANY))
                .isInstanceOf(PortDecision.Refused.class);
    }

    @Test
    @DisplayName("a port the cluster refuses is passed over for ten minutes")
    void foreign() {
        Ports one = ports(new PortRange(10000, 10000));
        one.refuse(CAM, granted(one.decide(CAM, null, null, true, ANY)));

        assertThat(one.decide(CAM, null, null, true, ANY)).isInstanceOf(PortDecision.Refused.class);
        clock.pass(Duration.ofMinutes(11));
        assertThat(granted(one.decide(CAM, null, null, true, ANY))).isEqualTo(10000);
    }

    @Test
    @DisplayName("where every Service has its own address, ports need not differ")
    void unshared() {
        assertThat(granted(ports.decide(CAM, 10000, null, false, ANY))).isEqualTo(10000);
        assertThat(granted(ports.decide(OTHER, 10000, null, false, ANY))).isEqualTo(10000);
    }

    @Test
    @DisplayName("of a shared address that is open at some ports alone, only those are given away")
    void openPorts() {
        IntPredicate open = port -> port == 10001 || port == 10003;
        assertThat(
                        Set.of(
                                granted(ports.decide(CAM, null, null, true, open)),
                                granted(ports.decide(OTHER, null, null, true, open))))
                .containsExactlyInAnyOrder(10001, 10003);

        var third = new StreamKey("studio", "third");
        assertThat(refused(ports.decide(third, null, null, true, open)))
                .isEqualTo(
                        "Of the 5 ports of 10000-10004, the Gateway has a UDP listener for 2, and no free one: delete streams that are no longer needed, or have listeners added to the Gateway.");
        assertThat(granted(ports.decide(third, null, 10004, true, open)))
                .as("the one it has, whose listener was taken away")
                .isEqualTo(10004);
        assertThat(granted(ports.decide(third, 10002, 10004, true, open)))
                .as("the one that its spec names")
                .isEqualTo(10002);
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
