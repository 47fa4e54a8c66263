package dev.streamapp.e2e.monitoring;

import dev.streamapp.e2e.cluster.Cluster;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The jobs of docs/monitoring.md and the chart's rules. Changed is only who tells of pods and
 * nodes, whose account it is, and how often it looks.
 */
final class Configuration {
    private static final String PAGE = "docs/monitoring.md";
    private static final String BEGIN = "```yaml\nscrape_configs:";
    private static final String IN_CLUSTER = "/var/run/secrets/kubernetes.io/serviceaccount/token";
    private static final String EVERY = "5s";

    private Configuration() {}

    /**
     * Writes it.
     *
     * @param discovery tells of pods and nodes
     * @param token file with what kubelets are asked with
     */
    static void write(Path file, Discovery discovery, Path token) {
        Map<String, Object> jobs = Serialization.unmarshal(documented(token), Map.class);
        for (Object job : list(jobs, "scrape_configs")) {
            Object kubernetes = list(job, "kubernetes_sd_configs").getFirst();
            String url = discovery.of(String.valueOf(map(kubernetes).get("role"))).toString();
            map(job).remove("kubernetes_sd_configs");
            map(job).put("http_sd_configs", List.of(Map.of("url", url, "refresh_interval", EVERY)));
        }
        var all = new LinkedHashMap<String, Object>();
        all.put("global", Map.of("scrape_interval", EVERY, "evaluation_interval", EVERY));
        all.put("rule_files", List.of(Cluster.root().resolve("helm/streamapp/rules/*.yaml") + ""));
        all.putAll(jobs);
        try {
            Files.writeString(file, Serialization.asYaml(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String documented(Path token) {
        try {
            String page = Files.readString(Cluster.root().resolve(PAGE));
            int begin = page.indexOf(BEGIN);
            if (begin < 0) {
                throw new IllegalStateException(PAGE + " has no " + BEGIN);
            }
            String block = page.substring(begin + "```yaml\n".length());
            return block.substring(0, block.indexOf("```")).replace(IN_CLUSTER, token.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<?> list(Object from, String key) {
        return (List<?>) Objects.requireNonNull(map(from).get(key), key);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object object) {
        return (Map<String, Object>) object;
    }
}
