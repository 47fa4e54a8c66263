package dev.streamapp.e2e.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * StreamApp in the cluster, installed with its chart as the README says. One that is there already,
 * such as the demo's, is used as it is.
 *
 * @param release name of the Helm release
 * @param ours whether the tests installed it
 */
public record Installation(String release, String namespace, String streamNamespace, boolean ours) {
    private static final String MADE_BY = "made by the end-to-end tests";

    /** Finds the release, or installs it. */
    public static Installation in(Cluster cluster) {
        String listed =
                cluster.helm("list", "-n", "streamapp", "--filter", "^streamapp$", "-o", "json")
                        .orFail()
                        .output();
        boolean foreign =
                listed.contains("\"streamapp\"")
                        && !cluster.helm("history", "streamapp", "-n", "streamapp")
                                .output()
                                .contains(MADE_BY);
        var found = new Installation("streamapp", "streamapp", "streamapp-streams", !foreign);
        if (!foreign) {
            found.install(cluster, ChartValues.built());
        }
        return found;
    }

    /** A release beside another one, for a namespace and ports of its own. */
    public static Installation second(Cluster cluster) {
        Installation second = named("streamapp-e2e-second");
        second.install(cluster, ChartValues.beside(second.release(), "10090-10100"));
        return second;
    }

    /** A release in a namespace of the same name, not installed yet. */
    public static Installation named(String name) {
        return new Installation(name, name, name + "-streams", true);
    }

    /** Installs it, or changes it to these values. */
    public void install(Cluster cluster, ChartValues values) {
        var command = new ArrayList<>(List.of("upgrade", "--install", release, "helm/streamapp"));
        command.addAll(List.of("-n", namespace, "--create-namespace"));
        command.addAll(values.arguments());
        command.addAll(List.of("--description", MADE_BY, "--wait", "--timeout", "3m"));
        cluster.helm(command.toArray(String[]::new)).orFail();
    }

    /** Has it tested by its own means; what Helm says of it, and what the tests do. */
    public Command.Result test(Cluster cluster) {
        return cluster.helm("test", release, "-n", namespace, "--logs", "--timeout", "2m");
    }

    /** Goes back to the revision before the current one. */
    public void rollBack(Cluster cluster) {
        cluster.helm("rollback", release, "-n", namespace, "--wait", "--timeout", "3m").orFail();
    }

    /** Where publishers find its streams; empty for the address of a node. */
    public String ingestHost(Cluster cluster) {
        String values =
                cluster.helm("get", "values", release, "-n", namespace, "-o", "json")
                        .orFail()
                        .output();
        try {
            return new ObjectMapper().readTree(values).path("ingest").path("publicHost").asText("");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("helm prints no JSON: " + values, e);
        }
    }

    /** The image that the pods of its streams run. */
    public String packagerImage(Cluster cluster) {
        return cluster.kubectl(
                "get",
                "deployment/" + release + "-operator",
                "-n",
                namespace,
                "-o",
                "jsonpath={.spec.template.spec.containers[0].env[?(@.name==\"PACKAGER_IMAGE\")].value}");
    }

    /** What Helm keeps of it: values, manifests, hooks, notes. */
    public String recorded(Cluster cluster) {
        return cluster.helm("get", "all", release, "-n", namespace).orFail().output();
    }

    /** As the chart's notes say. */
    public void uninstall(Cluster cluster) {
        cluster.helm("uninstall", release, "-n", namespace, "--wait", "--timeout", "2m").orFail();
    }
}
