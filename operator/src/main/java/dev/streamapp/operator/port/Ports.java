package dev.streamapp.operator.port;

import dev.streamapp.operator.observe.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who has which public port, where the address is shared (node ports).
 *
 * <p>The Services are the memory of it; here is what they say, and what was promised a moment ago
 * and is not a Service yet. A stream gets the port it asks for, else the one it has, else the one
 * it last had, else the first free one from a place in the range that its name decides: a manifest
 * applied again gets the port it had before. Safe for use by many threads.
 */
public final class Ports {

    /** How long a freed port is kept from others. */
    public static final Duration COOL_DOWN = Duration.ofMinutes(2);

    /** How long a port the cluster refused is not tried again. */
    private static final Duration REFUSED = Duration.ofMinutes(10);

    private final PortRange range;
    private final Clock clock;
    private final PortMemory memory;
    private final Map<Integer, StreamKey> owners = new HashMap<>();
    private final Map<Integer, Cooling> cooling = new HashMap<>();
    private final Map<Integer, Instant> foreign = new HashMap<>();

    public Ports(PortRange range, Clock clock, PortMemory memory) {
        this.range = range;
        this.clock = clock;
        this.memory = memory;
    }

    /** Takes up what was remembered before a restart. */
    public synchronized void recall() {
        memory.load()
                .forEach((port, freed) -> {
                    if (!owners.containsKey(port)) {
                        cooling.putIfAbsent(port, freed);
                    }
                });
    }

    /** How many ports of the range a new stream could get. */
    public synchronized long free() {
        var nobody = new StreamKey("", "");
        return IntStream.rangeClosed(range.first(), range.last())
                .filter(port -> isFreeFor(nobody, port))
                .count();
    }

    /**
     * Decides for a stream.
     *
     * @param stream who asks
     * @param pinned the port its spec names
     * @param existing the port its Service has
     * @param shared whether the port must be unique
     * @param open which ports the shared address lets in; one that the stream has or names is not
     *     asked after
     */
    public synchronized PortDecision decide(
            StreamKey stream,
            @Nullable Integer pinned,
            @Nullable Integer existing,
            boolean shared,
            IntPredicate open) {
        if (!shared) {
            return new PortDecision.Granted(
                    pinned != null ? pinned : existing != null ? existing : home(stream));
        }
        if (pinned != null) {
            return pinned(stream, pinned);
        }
        return candidates(stream, existing, open)
                .filter(port -> isFreeFor(stream, port))
                .findFirst()
                .map(port -> grant(stream, port))
                .orElseGet(() -> new PortDecision.Refused(exhausted(open)));
    }

    /** A Service of the stream has this port. */
    public synchronized void claim(StreamKey stream, int port) {
        owners.put(port, stream);
        cooling.remove(port);
    }

    /** The stream no longer has this port. */
    public synchronized void release(StreamKey stream, int port) {
        if (owners.remove(port, stream)) {
            Instant now = clock.instant();
            cooling.values().removeIf(freed -> freed.until().isBefore(now));
            cooling.put(port, new Cooling(stream, now.plus(COOL_DOWN)));
            memory.save(Map.copyOf(cooling));
        }
    }

    /** The stream is gone with everything it had. */
    public synchronized void release(StreamKey stream) {
        owners.entrySet().stream()
                .filter(entry -> entry.getValue().equals(stream))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(port -> release(stream, port));
    }

    /** A port that was granted could not be had: it was never the stream's. */
    public synchronized void withdraw(StreamKey stream, int port) {
        owners.remove(port, stream);
    }

    /** The cluster says that somebody else has this port. */
    public synchronized void refuse(StreamKey stream, int port) {
        withdraw(stream, port);
        foreign.put(port, clock.instant().plus(REFUSED));
    }

    private PortDecision pinned(StreamKey stream, int port) {
        StreamKey owner = owners.get(port);
        if (owner != null && !owner.equals(stream)) {
            return new PortDecision.Refused(
                    Problem.ofStream(
                            "PortTaken",
                            "Port %d is used by %s: choose another in spec.ingest, or leave it out to get a free one."
                                    .formatted(port, named(owner, stream))));
        }
        if (isCoolingForOthers(stream, port)) {
            return new PortDecision.Refused(
                    Problem.ofStream(
                            "PortTaken",
                            "Port %d was freed moments ago and is kept back for two minutes; it is then taken by itself."
                                    .formatted(port)));
        }
        return grant(stream, port);
    }

    /** Who may see one namespace may not see what others hold. */
    private static String named(StreamKey owner, StreamKey forStream) {
        return owner.namespace().equals(forStream.namespace())
                ? "stream " + owner
                : "a stream of another namespace";
    }

    private Stream<Integer> candidates(
            StreamKey stream, @Nullable Integer existing, IntPredicate open) {
        Stream<Integer> had = existing == null ? Stream.empty() : Stream.of(existing);
        Stream<Integer> promised =
                owners.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(stream))
                        .map(Map.Entry::getKey);
        Stream<Integer> last =
                cooling.entrySet().stream()
                        .filter(entry -> entry.getValue().lastOwner().equals(stream))
                        .map(Map.Entry::getKey);
        int home = home(stream) - range.first();
        Stream<Integer> free =
                IntStream.range(0, range.size()).mapToObj(offset -> range.at(home, offset));
        return Stream.concat(
                had, Stream.of(promised, last, free).flatMap(ports -> ports).filter(open::test));
    }

    private boolean isFreeFor(StreamKey stream, int port) {
        StreamKey owner = owners.get(port);
        Instant refusedUntil = foreign.getOrDefault(port, Instant.MIN);
        return (owner == null || owner.equals(stream))
                && !isCoolingForOthers(stream, port)
                && refusedUntil.isBefore(clock.instant());
    }

    private boolean isCoolingForOthers(StreamKey stream, int port) {
        Cooling freed = cooling.get(port);
        return freed != null
                && !freed.lastOwner().equals(stream)
                && clock.instant().isBefore(freed.until());
    }

    private PortDecision grant(StreamKey stream, int port) {
        claim(stream, port);
        return new PortDecision.Granted(port);
    }

    private int home(StreamKey stream) {
        return range.at(stream.toString().hashCode(), 0);
    }

    private Problem exhausted(IntPredicate open) {
        long reachable = IntStream.rangeClosed(range.first(), range.last()).filter(open).count();
        if (reachable < range.size()) {
            return Problem.ofStream(
                    "PortsExhausted",
                    "Of the %d ports of %s, the Gateway has a UDP listener for %d, and no free one: delete streams that are no longer needed, or have listeners added to the Gateway."
                            .formatted(range.size(), range, reachable));
        }
        return Problem.ofStream(
                "PortsExhausted",
                "All %d ports of %s are taken: delete streams that are no longer needed, or install with a wider ingest.portRange."
                        .formatted(range.size(), range));
    }
}
