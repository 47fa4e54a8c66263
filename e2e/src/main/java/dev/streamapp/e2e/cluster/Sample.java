package dev.streamapp.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A manifest of {@code k8s/samples}, changed where a user would change it.
 *
 * @param stream the name it has instead of its own
 */
public record Sample(String stream, String text) {
    /** That of the metadata stands two blanks deep, all others deeper. */
    private static final Pattern NAME = Pattern.compile("(?m)^ {2}name: .*$");

    static Sample read(String file, String stream) {
        try {
            String text = Files.readString(Cluster.root().resolve("k8s/samples").resolve(file));
            return new Sample(stream, NAME.matcher(text).replaceFirst("  name: " + stream));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Something else in place of what the sample says.
     *
     * @throws IllegalStateException where it does not say that
     */
    public Sample with(String said, String instead) {
        if (!text.contains(said)) {
            throw new IllegalStateException("\"" + said + "\" is not in the sample:\n" + text);
        }
        return new Sample(stream, text.replace(said, instead));
    }

    /** As {@code kubectl apply -f} does it. */
    void apply(Cluster cluster, String namespace) {
        try {
            Path file = Files.createTempFile("sample", ".yaml");
            Files.writeString(file, text);
            String answer = cluster.kubectl("apply", "-n", namespace, "-f", file.toString());
            Files.delete(file);
            if (!answer.contains("created")) {
                throw new IllegalStateException(answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
