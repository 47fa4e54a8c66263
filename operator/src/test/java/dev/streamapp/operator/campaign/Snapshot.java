package dev.streamapp.operator.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.streamapp.crds.LiveStream;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a stream stands: its status and its children, without what differs between two runs of the
 * same play: identities, times, the port and the namespace's name.
 */
final class Snapshot {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> IDENTITY =
            List.of(
                    "uid",
                    "resourceVersion",
                    "creationTimestamp",
                    "generation",
                    "managedFields",
                    "finalizers");

    /** Ports that operators of these tests hand out. */
    private static final Pattern PORT = Pattern.compile("\\b1[1-9][0-9]{3}\\b");

    private static final String SOME_PORT = "99999";

    private static final List<String> BY_THE_SERVER =
            List.of("clusterIP", "clusterIPs", "healthCheckNodePort");

    private Snapshot() {}

    /** Object by object, as KIND/NAME and its canonical JSON. */
    static TreeMap<String, String> of(
            KubernetesClient admin, Inventory inventory, String namespace) {
        return withoutPort(withPort(admin, inventory, namespace));
    }

    /** Of these objects of a namespace. */
    static TreeMap<String, String> of(Stream<? extends HasMetadata> objects, String namespace) {
        return withoutPort(withPort(objects, namespace));
    }

    /** The same with the public port, where the stream is the same too. */
    static TreeMap<String, String> withPort(
            KubernetesClient admin, Inventory inventory, String namespace) {
        List<LiveStream> streams =
                admin.resources(LiveStream.class).inNamespace(namespace).list().getItems();
        return withPort(
                Stream.concat(streams.stream(), inventory.children(namespace).stream()), namespace);
    }

    private static TreeMap<String, String> withPort(
            Stream<? extends HasMetadata> objects, String namespace) {
        var texts = new TreeMap<String, String>();
        objects.forEach(object ->
                texts.put(
                        object.getKind() + "/" + object.getMetadata().getName(),
                        text(object, namespace)));
        return texts;
    }

    private static TreeMap<String, String> withoutPort(TreeMap<String, String> texts) {
        texts.replaceAll((_, text) -> PORT.matcher(text).replaceAll(SOME_PORT));
        return texts;
    }

    private static String text(HasMetadata object, String namespace) {
        JsonNode json = JSON.valueToTree(object);
        return strip((ObjectNode) json).toString().replace(namespace, "NAMESPACE");
    }

    private static ObjectNode strip(ObjectNode object) {
        ObjectNode metadata = (ObjectNode) object.get("metadata");
        metadata.remove(IDENTITY);
        metadata.path("ownerReferences").forEach(owner -> ((ObjectNode) owner).remove("uid"));
        if (metadata.get("labels") instanceof ObjectNode labels) {
            labels.remove("streamapp.dev/stream-uid");
        }
        if (metadata.get("annotations") instanceof ObjectNode annotations) {
            // fingerprints of what holds the namespace's name, and what was asked for of the pod
            annotations.remove(
                    List.of(
                            "streamapp.dev/applied",
                            "streamapp.dev/pod-template",
                            "streamapp.dev/pod-spec"));
        }
        object.remove("data");
        if (object.get("status") instanceof ObjectNode status) {
            status.remove("observedGeneration");
        }
        if (object.path("kind").asText().equals("LiveStream")) {
            object.remove("spec");
        }
        if (object.get("spec") instanceof ObjectNode spec) {
            spec.remove(BY_THE_SERVER);
        }
        for (JsonNode condition : object.at("/status/conditions")) {
            ((ObjectNode) condition).remove("lastTransitionTime");
        }
        return (ObjectNode) sorted(object);
    }

    private static JsonNode sorted(JsonNode node) {
        if (!(node instanceof ObjectNode)) {
            return node;
        }
        ObjectNode sorted = JSON.createObjectNode();
        node.propertyStream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> sorted.set(field.getKey(), sorted(field.getValue())));
        return sorted;
    }
}
