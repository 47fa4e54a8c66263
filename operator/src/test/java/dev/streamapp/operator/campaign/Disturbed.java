package dev.streamapp.operator.campaign;

import dev.streamapp.operator.testing.Cluster;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An operator of its own for one namespace, at whose {@code n}-th write of a kind something
 * happens, once. An operator that is killed comes back with an empty memory.
 */
final class Disturbed implements AutoCloseable, Wire.Script {

    /**
     * One write of the play.
     *
     * @param what method, resource and name
     * @param occurrence counted from 1
     */
    record Write(String what, int occurrence) {

        @Override
        public String toString() {
            return occurrence == 1 ? what : what + " #" + occurrence;
        }
    }

    private final KubernetesClient admin;
    private final @Nullable Write target;
    private final @Nullable Fault fault;
    private final List<Write> writes = new CopyOnWriteArrayList<>();
    private final List<Thread> ends = new ArrayList<>();
    private final List<Wire> wires = new CopyOnWriteArrayList<>();
    private CompletableFuture<Void> alive = CompletableFuture.completedFuture(null);
    private volatile boolean fired;
    final Cluster cluster;

    Disturbed(
            KubernetesClient admin,
            String namespace,
            String portRange,
            @Nullable Write target,
            @Nullable Fault fault)
            throws IOException {
        this.admin = admin;
        this.target = target;
        this.fault = fault;
        this.cluster =
                new Cluster(
                        admin,
                        Map.of(
                                "WATCH_NAMESPACES", namespace,
                                "OPERATOR_NAMESPACE", namespace + "-system",
                                "INGEST_PORT_RANGE", portRange),
                        this::throughWire);
    }

    private ConfigBuilder throughWire(ConfigBuilder direct) {
        try {
            var wire = new Wire(Config.class.cast(admin.getConfiguration()), this);
            wires.add(wire);
            return direct.withMasterUrl(wire.url()).withHttp2Disable(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every write so far, also those that never arrived. */
    List<Write> writes() {
        return List.copyOf(writes);
    }

    /** Whether what was to happen has happened. */
    boolean fired() {
        return fired;
    }

    @Override
    public synchronized Optional<Fault> at(Http.Head write) {
        String path = write.target().split("\\?")[0];
        String what = write.method() + " " + path.replaceFirst(".*/namespaces/[^/]+/", "");
        if (what.contains("/leases/")) {
            // whose turn it is to lead is renewed by the clock, not by the play
            return Optional.empty();
        }
        int before = (int) writes.stream().filter(done -> done.what().equals(what)).count();
        var now = new Write(what, before + 1);
        writes.add(now);
        if (!now.equals(target) || fired) {
            return Optional.empty();
        }
        fired = true;
        return Optional.ofNullable(fault);
    }

    @Override
    public synchronized void kill() {
        ends.add(Thread.ofVirtual().start(cluster.abandonOperator()));
        // not in the common pool: with two processors it has one thread, and watches need that
        alive = CompletableFuture.runAsync(this::startAgain, Thread::startVirtualThread);
    }

    private void startAgain() {
        try {
            cluster.startOperator();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        alive.join();
        cluster.close();
        for (Thread end : ends) {
            end.join();
        }
        wires.forEach(Wire::close);
    }
}
