package dev.streamapp.e2e.gateway;

import dev.streamapp.e2e.cluster.ChartValues;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Installation;
import dev.streamapp.e2e.cluster.Streams;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A release with the gateway, its edge at node ports, and the chart's own database. */
public final class Shop {
    private final Cluster cluster;
    private final Installation installation;
    private final int httpsPort;
    private final String ingestPorts;

    private Shop(Cluster cluster, String name, int httpsPort, String ingestPorts) {
        this.cluster = cluster;
        this.installation = Installation.named(name);
        this.httpsPort = httpsPort;
        this.ingestPorts = ingestPorts;
    }

    public Shop(Cluster cluster) {
        this(cluster, "streamapp-e2e-shop", 30444, "10080-10089");
    }

    /** Another one, for what needs other settings. */
    public static Shop other(Cluster cluster) {
        return new Shop(cluster, "streamapp-e2e-watch", 30446, "10070-10079");
    }

    /** One that is upgraded. */
    public static Shop upgraded(Cluster cluster) {
        return new Shop(cluster, "streamapp-e2e-upgrade", 30451, "10060-10069");
    }

    /** One that is installed as for production. */
    public static Shop production(Cluster cluster) {
        return new Shop(cluster, "streamapp-e2e-prod", 30452, "10050-10059");
    }

    public Installation installation() {
        return installation;
    }

    /**
     * What it is installed with. An operator that watches all namespaces may be beside it: both say
     * the same of its streams when they name the same host.
     */
    public ChartValues values(Installation beside) {
        ChartValues values =
                ChartValues.beside(installation.release(), ingestPorts)
                        .with("gateway.enabled", "true")
                        .with("gateway.environment", "development")
                        .with("gateway.publicHost", publicHost())
                        .with("edge.service.type", "NodePort")
                        .with("edge.service.httpsNodePort", String.valueOf(httpsPort))
                        .with("edge.service.httpNodePort", String.valueOf(httpsPort + 1));
        String host = beside.ingestHost(cluster);
        return host.isEmpty() ? values : values.with("ingest.publicHost", host);
    }

    public String publicHost() {
        return cluster.nodeAddress() + ":" + httpsPort;
    }

    /** The address that only redirects. */
    public String unencrypted() {
        return "http://" + cluster.nodeAddress() + ":" + (httpsPort + 1);
    }

    public Streams streams() {
        return new Streams(cluster, installation.streamNamespace());
    }

    public Https https() {
        return new Https("https://" + publicHost(), certificate());
    }

    /** The one of the edge, as PEM. */
    public byte[] certificate() {
        return decoded(secret("edge-tls"), "tls.crt");
    }

    public String adminPassword() {
        return new String(decoded(secret("gateway-admin"), "password"), StandardCharsets.UTF_8);
    }

    /** Names of the Secrets that the installation made, with a digest of what is in them. */
    public Map<String, String> secrets() {
        return cluster
                .client()
                .secrets()
                .inNamespace(installation.namespace())
                .list()
                .getItems()
                .stream()
                .filter(secret -> !secret.getType().startsWith("helm.sh/"))
                .collect(Collectors.toMap(secret -> secret.getMetadata().getName(), Shop::digest));
    }

    /** The images that its programs run, each once, sorted. */
    public List<String> images() {
        return kubectl(
                        "get",
                        "deployments,statefulsets",
                        "-o",
                        "jsonpath={range .items[*].spec.template.spec.containers[*]}{.image}{\"\\n\"}{end}")
                .lines()
                .sorted()
                .distinct()
                .toList();
    }

    /** How many pods of a part there are, those that are on their way out too. */
    public long pods(String part) {
        return kubectl("get", "pods", "-l", label(part), "-o", "name").lines().count();
    }

    /** Runs so many pods of the gateway, and waits until there are so many. */
    public void gateways(int count) {
        scale("gateway", count);
    }

    /** Runs so many pods of the edge, and waits until there are so many. */
    public void edges(int count) {
        scale("edge", count);
    }

    private void scale(String part, int count) {
        String name = installation.release() + "-" + part;
        cluster.client()
                .apps()
                .deployments()
                .inNamespace(installation.namespace())
                .withName(name)
                .scale(count);
        if (count > 0) {
            kubectl("rollout", "status", "deployment/" + name);
            // those on their way out tell something yet
            Awaitility.await(count + " pods of the " + part)
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> pods(part) == count);
        } else {
            kubectl("wait", "pod", "-l", label(part), "--for=delete", "--timeout=60s");
        }
    }

    /** Deletes the pod of the edge that has run longest, as a node drain does. */
    public void deleteOldestEdge() {
        String oldest =
                kubectl(
                                "get",
                                "pods",
                                "-l",
                                label("edge"),
                                "--sort-by=.metadata.creationTimestamp",
                                "-o",
                                "name")
                        .lines()
                        .findFirst()
                        .orElseThrow();
        kubectl("delete", oldest, "--timeout=60s");
    }

    private static String label(String part) {
        return "app.kubernetes.io/name=streamapp-" + part;
    }

    /** The name that the gateway signs with, and how many pods of it are ready. */
    public String gateway() {
        return kubectl(
                "get",
                "deployment/" + installation.release() + "-gateway",
                "-o",
                "jsonpath={.spec.template.spec.containers[0].env[?(@.name==\"SHOP_NAME\")].value} {.status.readyReplicas}");
    }

    /** Everything that any pod of the release or of its streams has logged. */
    public String logs() {
        return kubectl(
                        "logs",
                        "-l",
                        "app.kubernetes.io/instance=" + installation.release(),
                        "--all-containers",
                        "--tail=-1",
                        "--prefix")
                + cluster.kubectl(
                        "logs",
                        "-n",
                        installation.streamNamespace(),
                        "-l",
                        "streamapp.dev/stream",
                        "--all-containers",
                        "--tail=-1",
                        "--prefix");
    }

    /** What Kubernetes says about it. */
    public String description() {
        return kubectl("get", "pods,services,pvc", "-o", "wide") + kubectl("describe", "pods");
    }

    /** Removes everything, what an uninstallation keeps too. */
    public void remove() {
        cluster.kubectl(
                "delete",
                "namespace",
                installation.namespace(),
                installation.streamNamespace(),
                "--ignore-not-found",
                "--timeout=120s");
    }

    private String kubectl(String... arguments) {
        var all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "-n";
        all[arguments.length + 1] = installation.namespace();
        return cluster.kubectl(all);
    }

    private Secret secret(String part) {
        return cluster.client()
                .secrets()
                .inNamespace(installation.namespace())
                .withName(installation.release() + "-" + part)
                .require();
    }

    private static byte[] decoded(Secret secret, String key) {
        return Base64.getDecoder().decode(secret.getData().get(key));
    }

    private static String digest(Secret secret) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            String all = new TreeMap<>(secret.getData()).toString();
            return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
