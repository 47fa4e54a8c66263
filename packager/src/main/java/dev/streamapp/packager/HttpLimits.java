package dev.streamapp.packager;

/**
 * Limits of HTTP, so that no number of clients makes the packager run out of memory. The JDK's
 * server reads its own once, when it is first used.
 *
 * @param connections open at a time; further ones are closed
 * @param waiting requests that wait for media at a time; further ones are told to come back
 */
record HttpLimits(int connections, int waiting) {
    /** Buffers of a connection, and of a request that waits on it. */
    private static final int BYTES_EACH = 32 << 10;

    private static final int LEAST = 50;

    /** Half of the heap for clients, and room among them for those who do not wait. */
    static HttpLimits of(long maxHeap, int mostWaiting) {
        int connections = (int) Math.clamp(maxHeap / 2 / BYTES_EACH, LEAST, 10_000);
        return new HttpLimits(connections, Math.min(mostWaiting, connections * 4 / 5));
    }

    /** Tells the JDK's server; to be called before it is used. */
    void apply() {
        // without it a playlist waits 40 ms for the acknowledgement of its own header
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // seconds for a client to get its request out; responses are limited by the media server,
        // because a watch of the status has no end
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.idleInterval", "30");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "" + connections / 2);
        System.setProperty("jdk.httpserver.maxConnections", "" + connections);
    }
}
