package dev.streamapp.operator.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The values of an object by their JSON pointers, to see where two objects differ. */
final class Leaves {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of an object as JSON. */
    static Map<String, String> of(String json) {
        var leaves = new TreeMap<String, String>();
        try {
            collect("", JSON.readTree(json), leaves);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
        return leaves;
    }

    /** Where two objects differ: pointers that only one has, or with different values. */
    static Set<String> differences(String one, String other) {
        Map<String, String> left = of(one);
        Map<String, String> right = of(other);
        var pointers = new TreeSet<>(left.keySet());
        pointers.addAll(right.keySet());
        pointers.removeIf(pointer ->
                left.containsKey(pointer) && left.get(pointer).equals(right.get(pointer)));
        return pointers;
    }

    /** Where two sets of objects differ, for people. */
    static String differences(Map<String, String> wanted, Map<String, String> seen) {
        var text = new StringBuilder();
        var names = new TreeSet<>(wanted.keySet());
        names.addAll(seen.keySet());
        for (String name : names) {
            Map<String, String> left = of(wanted.getOrDefault(name, "{}"));
            Map<String, String> right = of(seen.getOrDefault(name, "{}"));
            differences(wanted.getOrDefault(name, "{}"), seen.getOrDefault(name, "{}"))
                    .forEach(pointer ->
                            text.append(
                                    "%s%s: %s, not %s\n"
                                            .formatted(
                                                    name,
                                                    pointer,
                                                    right.get(pointer),
                                                    left.get(pointer))));
        }
        return text.toString();
    }

    private static void collect(String pointer, JsonNode node, Map<String, String> leaves) {
        if (node.isObject()) {
            node.propertyStream()
                    .forEach(field ->
                            collect(pointer + "/" + field.getKey(), field.getValue(), leaves));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(pointer + "/" + i, node.get(i), leaves);
            }
        } else {
            leaves.put(pointer, node.asText());
        }
    }

    private Leaves() {}
}
