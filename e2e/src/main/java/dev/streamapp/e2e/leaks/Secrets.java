package dev.streamapp.e2e.leaks;

import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Installation;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What nobody may be told.
 *
 * @param values by a name that may be told
 */
public record Secrets(Map<String, String> values) {
    /** They stand in Secrets, and are none. */
    private static final Set<String> PUBLIC = Set.of("tls.crt", "ca.crt", "username", "namespace");

    /** The values of all Secrets of an installation and of its streams. */
    public static Secrets of(Cluster cluster, Installation installation) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String namespace : List.of(installation.namespace(), installation.streamNamespace())) {
            cluster.client().secrets().inNamespace(namespace).list().getItems().stream()
                    .filter(Predicate.not(Secrets::isHelms))
                    .forEach(secret -> add(values, secret));
        }
        return new Secrets(values);
    }

    /** Values and manifests of the release; it is itself looked through. */
    private static boolean isHelms(Secret secret) {
        return secret.getType().startsWith("helm.sh/");
    }

    private static void add(Map<String, String> values, Secret secret) {
        secret.getData()
                .forEach((key, value) -> {
                    if (!PUBLIC.contains(key)) {
                        values.put(
                                secret.getMetadata().getName() + "/" + key,
                                new String(
                                        Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
                    }
                });
    }

    /** One more, which stands in no Secret. */
    public Secrets with(String name, String value) {
        var more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Secrets(more);
    }

    /**
     * Those that stand in a text, in any spelling.
     *
     * @param texts by the place where each is read
     */
    public List<Leak> leaksIn(Map<String, String> texts) {
        List<Leak> leaks = new ArrayList<>();
        values.forEach((name, value) -> {
            for (String spelling : Spellings.of(value)) {
                texts.forEach((place, text) -> {
                    int at = text.indexOf(spelling);
                    if (at >= 0) {
                        leaks.add(new Leak(name, place, lineAround(text, at, spelling)));
                    }
                });
            }
        });
        return leaks;
    }

    private static String lineAround(String text, int at, String spelling) {
        int end = text.indexOf('\n', at);
        return text.substring(text.lastIndexOf('\n', at) + 1, end < 0 ? text.length() : end)
                .replace(spelling, "…");
    }

    /** Their names alone. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
