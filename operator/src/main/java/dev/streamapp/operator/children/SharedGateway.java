package dev.streamapp.operator.children;

/** The Gateway that the administrator has the streams' UDPRoutes attached to. */
public record SharedGateway(String namespace, String name) {

    /**
     * Reads {@code namespace/name}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static SharedGateway parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException("a Gateway is NAMESPACE/NAME");
        }
        return new SharedGateway(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
