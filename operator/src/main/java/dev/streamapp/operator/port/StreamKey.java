package dev.streamapp.operator.port;

/** A stream by namespace and name. */
public record StreamKey(String namespace, String name) {

    /**
     * Reads {@code namespace/name}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static StreamKey parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not namespace/name: " + text);
        }
        return new StreamKey(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
