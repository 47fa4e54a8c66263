package dev.streamapp.packager.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the kernel knows of UDP sockets (proc(5), /proc/net/udp): the truth about listening. */
public final class UdpSockets {
    private static final int LOCAL_ADDRESS = 1;
    private static final int QUEUES = 4;

    private final List<Path> tables;

    public UdpSockets() {
        this(List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6")));
    }

    UdpSockets(List<Path> tables) {
        this.tables = tables;
    }

    /** Whether a socket is bound to the port. */
    public boolean bound(int port) {
        return queued(port) >= 0;
    }

    /** Bytes waiting to be read on the port, −1 where nothing is bound to it. */
    public long queued(int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        long queued = -1;
        for (Path table : tables) {
            try {
                for (String line : Files.readAllLines(table)) {
                    String[] fields = line.strip().split("\\s+");
                    if (fields.length > QUEUES && fields[LOCAL_ADDRESS].endsWith(suffix)) {
                        String received = fields[QUEUES].substring(fields[QUEUES].indexOf(':') + 1);
                        queued = Math.max(queued, Long.parseLong(received, 16));
                    }
                }
            } catch (IOException e) {
                // no IPv6, or no /proc: nothing is known of it
                continue;
            }
        }
        return queued;
    }
}
