package dev.streamapp.e2e.gateway;

import dev.streamapp.e2e.cluster.ChartValues;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Installation;
import dev.streamapp.e2e.cluster.Streams;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A release with the gateway, its edge at node ports, and the chart's own database. */
public final class Shop {
    private static final int HTTPS_PORT = 30444;
    private static final int HTTP_PORT = 30445;
    private static final String GATEWAY = "app.kubernetes.io/name=streamapp-gateway";

    private final Cluster cluster;
    private final Installation installation = Installation.named("streamapp-e2e-shop");

    public Shop(Cluster cluster) {
        this.cluster = cluster;
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
                ChartValues.beside(installation.release(), "10080-10089")
                        .with("gateway.enabled", "true")
                        .with("gateway.environment", "development")
                        .with("gateway.publicHost", publicHost())
                        .with("edge.service.type", "NodePort")
                        .with("edge.service.httpsNodePort", String.valueOf(HTTPS_PORT))
                        .with("edge.service.httpNodePort", String.valueOf(HTTP_PORT));
        String host = beside.ingestHost(cluster);
        return host.isEmpty() ? values : values.with("ingest.publicHost", host);
    }

    public String publicHost() {
        return cluster.nodeAddress() + ":" + HTTPS_PORT;
    }

    /** The address that only redirects. */
    public String unencrypted() {
        return "http://" + cluster.nodeAddress() + ":" + HTTP_PORT;
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

    /** Runs so many pods of the gateway, and waits until there are so many. */
    public void gateways(int count) {
        var gateway =
                cluster.client()
                        .apps()
                        .deployments()
                        .inNamespace(installation.namespace())
                        .withName(installation.release() + "-gateway");
        gateway.scale(count);
        if (count > 0) {
            kubectl("rollout", "status", "deployment/" + installation.release() + "-gateway");
        } else {
            kubectl("wait", "pod", "-l", GATEWAY, "--for=delete", "--timeout=60s");
        }
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
