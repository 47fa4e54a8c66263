package dev.streamapp.operator.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamapp.operator.children.Fingerprint;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Decides whether an object must be applied, so that idle streams cost no writes.
 *
 * <p>Two questions: is everything asked for there (somebody may have changed it by hand), and was
 * exactly this asked for last time (something may no longer be asked for, which the first question
 * cannot see)? The second is answered by a fingerprint in an annotation. What others add beside is
 * left alone, as server-side apply does.
 */
final class Difference {

    /** Fingerprint of what was last applied. */
    static final String FINGERPRINT = "streamapp.dev/applied";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Difference() {}

    /** Adds the fingerprint to an object about to be compared and applied; twice is as good. */
    static <T extends HasMetadata> T sealed(T wanted) {
        Map<String, String> annotations = new TreeMap<>();
        Optional.ofNullable(wanted.getMetadata().getAnnotations()).ifPresent(annotations::putAll);
        annotations.remove(FINGERPRINT);
        wanted.getMetadata().setAnnotations(annotations);
        String fingerprint = Fingerprint.of(wanted);
        annotations.put(FINGERPRINT, fingerprint);
        return wanted;
    }

    /** That of an object that was sealed. */
    static String fingerprint(HasMetadata sealed) {
        return String.valueOf(sealed.getMetadata().getAnnotations().get(FINGERPRINT));
    }

    /** Whether {@code actual} lacks something of {@code wanted}, which must be sealed. */
    static boolean between(HasMetadata wanted, HasMetadata actual) {
        return !holds(JSON.valueToTree(actual), JSON.valueToTree(wanted));
    }

    private static boolean holds(JsonNode actual, JsonNode wanted) {
        if (wanted.isObject()) {
            return actual.isObject()
                    && wanted.propertyStream()
                            .allMatch(
                                    field -> holds(actual.path(field.getKey()), field.getValue()));
        }
        if (wanted.isArray()) {
            return StreamSupport.stream(wanted.spliterator(), false)
                    .allMatch(item ->
                            StreamSupport.stream(actual.spliterator(), false)
                                    .anyMatch(there -> holds(there, item)));
        }
        return actual.equals(wanted) || sameAmount(actual, wanted);
    }

    /** The API server writes 1024Mi as 1Gi. */
    private static boolean sameAmount(JsonNode actual, JsonNode wanted) {
        return isAmount(actual)
                && isAmount(wanted)
                && new Quantity(actual.asText())
                                .getNumericalAmount()
                                .compareTo(new Quantity(wanted.asText()).getNumericalAmount())
                        == 0;
    }

    private static boolean isAmount(JsonNode node) {
        return node.isTextual()
                && node.asText().matches("[0-9]+([.][0-9]+)?([numkMGTPE]|[KMGTPE]i)?");
    }
}
