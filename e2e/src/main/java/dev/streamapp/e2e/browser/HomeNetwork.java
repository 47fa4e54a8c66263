package dev.streamapp.e2e.browser;

import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * The network of a viewer at home, for a browser on the machine that is the cluster's node. There
 * every pod that comes or goes brings or takes an interface, and Chromium gives up all that is on
 * its way; at home nothing changes. Where the node is another machine, the browser's own network is
 * as good.
 */
public final class HomeNetwork implements AutoCloseable {
    private static final AtomicInteger HOMES = new AtomicInteger();

    private final Path directory;
    private final boolean apart;
    private final int number = HOMES.getAndIncrement();
    private final String name = "streamapp-home" + number;
    private final String outside = "sa-home" + number + "-out";
    private final String inside = "sa-home" + number + "-in";

    private HomeNetwork(Path directory, boolean apart) {
        this.directory = directory;
        this.apart = apart;
    }

    /** Of the network for benchmarks (RFC 2544), which nobody routes: four addresses for each. */
    private String address(int host) {
        return "198.18.0." + (4 * number + host);
    }

    /**
     * Makes it.
     *
     * @param directory for the program that starts browsers in it
     */
    public static HomeNetwork of(Cluster cluster, Path directory) {
        var home = new HomeNetwork(directory, cluster.isHere());
        if (home.apart) {
            home.remove();
            home.build();
        }
        return home;
    }

    private void build() {
        ip("netns", "add", name);
        ip("link", "add", outside, "type", "veth", "peer", "name", inside);
        ip("link", "set", inside, "netns", name);
        ip("address", "add", address(1) + "/30", "dev", outside);
        ip("link", "set", outside, "up");
        ip("-n", name, "address", "add", address(2) + "/30", "dev", inside);
        ip("-n", name, "link", "set", "lo", "up");
        // an address of IPv6 would be a change a second later, when nobody else turned out to have
        // it
        ip("-n", name, "link", "set", inside, "addrgenmode", "none");
        ip("-n", name, "link", "set", inside, "up");
        ip("-n", name, "route", "add", "default", "via", address(1));
        Awaitility.await("the network at home")
                .until(() -> run("-n", name, "link", "show", inside).output().contains("state UP"));
    }

    /** Whether browsers have to be talked to through pipes, for their ports are elsewhere. */
    boolean isApart() {
        return apart;
    }

    /** What to start in place of a program, so that it runs in this network. */
    Path started(Path program) {
        if (!apart) {
            return program;
        }
        try {
            Files.createDirectories(directory);
            Path script = directory.resolve("at-home").toAbsolutePath();
            Files.writeString(
                    script,
                    "#!/bin/sh\nexec nsenter --net=/run/netns/%s -- %s \"$@\"\n"
                            .formatted(name, program));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ip(String... arguments) {
        run(arguments).orFail();
    }

    private static Command.Result run(String... arguments) {
        var command = new String[arguments.length + 1];
        command[0] = "ip";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Command.run(Cluster.root(), command);
    }

    /** Also what a run left that was killed. */
    private void remove() {
        run("netns", "delete", name);
        run("link", "delete", outside);
    }

    @Override
    public void close() {
        if (apart) {
            remove();
        }
    }
}
