package dev.streamapp.e2e.cluster;

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
        if (!foreign) {
            cluster.helm(
                            "upgrade",
                            "--install",
                            "streamapp",
                            "helm/streamapp",
                            "-n",
                            "streamapp",
                            "--create-namespace",
                            "--set",
                            "image.registry=localhost",
                            "--set",
                            "image.tag=dev",
                            "--description",
                            MADE_BY,
                            "--wait",
                            "--timeout",
                            "3m")
                    .orFail();
        }
        return new Installation("streamapp", "streamapp", "streamapp-streams", !foreign);
    }

    /** A release beside another one, for a namespace and ports of its own. */
    public static Installation second(Cluster cluster) {
        String name = "streamapp-e2e-second";
        cluster.helm(
                        "upgrade",
                        "--install",
                        name,
                        "helm/streamapp",
                        "-n",
                        name,
                        "--create-namespace",
                        "--set",
                        "image.registry=localhost",
                        "--set",
                        "image.tag=dev",
                        "--set",
                        "crds.install=false",
                        "--set",
                        "watchNamespaces={" + name + "-streams}",
                        "--set",
                        "ingest.portRange=10090-10100",
                        "--wait",
                        "--timeout",
                        "3m")
                .orFail();
        return new Installation(name, name, name + "-streams", true);
    }

    /** As the chart's notes say. */
    public void uninstall(Cluster cluster) {
        cluster.helm("uninstall", release, "-n", namespace, "--wait", "--timeout", "2m").orFail();
    }
}
