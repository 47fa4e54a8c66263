package dev.streamapp.e2e.browser;

import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The network of a viewer at home, for a browser on the machine that is the cluster's node. There
 * every pod that comes or goes brings or takes an interface, and Chromium gives up all that is on
 * its way; at home nothing changes. Where the node is another machine, the browser's own network is
 * as good.
 */
public final class HomeNetwork implements AutoCloseable {
    private static final String NAME = "streamapp-home";
    private static final String OUTSIDE = "streamapp-home0";
    private static final String INSIDE = "streamapp-home1";

    /** Of the network for benchmarks (RFC 2544), which nobody routes. */
    private static final String GATEWAY = "198.18.0.1";

    private static final String BROWSER = "198.18.0.2";

    private final Path directory;
    private final boolean apart;

    private HomeNetwork(Path directory, boolean apart) {
        this.directory = directory;
        this.apart = apart;
    }

    /**
     * Makes it.
     *
     * @param directory for the program that starts browsers in it
     */
    public static HomeNetwork of(Cluster cluster, Path directory) {
        var home = new HomeNetwork(directory, isHere(cluster.nodeAddress()));
        if (home.apart) {
            home.remove();
            home.ip("netns", "add", NAME);
            home.ip("link", "add", OUTSIDE, "type", "veth", "peer", "name", INSIDE);
            home.ip("link", "set", INSIDE, "netns", NAME);
            home.ip("address", "add", GATEWAY + "/30", "dev", OUTSIDE);
            home.ip("link", "set", OUTSIDE, "up");
            home.ip("-n", NAME, "address", "add", BROWSER + "/30", "dev", INSIDE);
            home.ip("-n", NAME, "link", "set", "lo", "up");
            home.ip("-n", NAME, "link", "set", INSIDE, "up");
            home.ip("-n", NAME, "route", "add", "default", "via", GATEWAY);
        }
        return home;
    }

    private static boolean isHere(String address) {
        try {
            return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
                            .formatted(NAME, program));
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
        run("netns", "delete", NAME);
        run("link", "delete", OUTSIDE);
    }

    @Override
    public void close() {
        if (apart) {
            remove();
        }
    }
}
