package dev.streamapp.e2e.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Kubernetes that the tests run on: that of KUBECONFIG, else the one {@code
 * hack/cluster/cluster} knows.
 */
public final class Cluster implements AutoCloseable {
    static final ResourceDefinitionContext LIVE_STREAMS =
            new ResourceDefinitionContext.Builder()
                    .withGroup("streamapp.dev")
                    .withVersion("v1alpha1")
                    .withKind("LiveStream")
                    .withPlural("livestreams")
                    .withNamespaced(true)
                    .build();

    /** The object identifier 1.2.840.10045.2.1 as it stands in a PKCS #8 key. */
    private static final String EC_PUBLIC_KEY = "06072a8648ce3d0201";

    private final KubernetesClient client;
    private final String kubeconfig;
    private @Nullable String tools;

    private Cluster(String kubeconfig) {
        this.kubeconfig = kubeconfig;
        try {
            Config config = Config.fromKubeconfig(Files.readString(Path.of(kubeconfig)));
            keyAlgorithm(config);
            this.client = new KubernetesClientBuilder().withConfig(config).build();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the kubeconfig "
                            + kubeconfig
                            + " cannot be read; start a cluster: make cluster-up",
                    e);
        }
    }

    /** The client takes every key that does not say EC in its first line for an RSA key. */
    private static void keyAlgorithm(Config config) {
        String data = config.getClientKeyData();
        if (data == null) {
            return;
        }
        String pem = new String(Base64.getDecoder().decode(data), StandardCharsets.US_ASCII);
        String body =
                pem.lines().filter(line -> !line.startsWith("-")).collect(Collectors.joining());
        String der = HexFormat.of().formatHex(Base64.getDecoder().decode(body));
        if (der.contains(EC_PUBLIC_KEY)) {
            config.setClientKeyAlgo("EC");
        }
    }

    /** Connects. */
    public static Cluster connect() {
        String given = System.getenv("KUBECONFIG");
        return new Cluster(
                given != null
                        ? given
                        : Command.run(root(), "hack/cluster/cluster", "kubeconfig")
                                .orFail()
                                .output()
                                .strip());
    }

    public KubernetesClient client() {
        return client;
    }

    /** An address at which NodePorts of the cluster answer. */
    public String nodeAddress() {
        return client.nodes().list().getItems().stream()
                .flatMap(Cluster::internalAddresses)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no node of the cluster has an internal address"));
    }

    /** Whether this machine is the cluster's node. */
    public boolean isHere() {
        return node().isPresent();
    }

    /**
     * An address for servers on this machine that only its own programs have to reach, also those
     * in another network namespace where the node is here.
     */
    public InetAddress ownAddress() {
        return node().orElseGet(InetAddress::getLoopbackAddress);
    }

    /** The node's address, where that is one of this machine's. */
    private Optional<InetAddress> node() {
        try {
            InetAddress address = InetAddress.getByName(nodeAddress());
            return NetworkInterface.getByInetAddress(address) == null
                    ? Optional.empty()
                    : Optional.of(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Addresses of a node within the cluster. */
    public static Stream<String> internalAddresses(Node node) {
        return node.getStatus().getAddresses().stream()
                .filter(address -> address.getType().equals("InternalIP"))
                .map(NodeAddress::getAddress);
    }

    /** Runs kubectl as a user would; for what users do and what they are told. */
    public String kubectl(String... arguments) {
        return tool("kubectl", arguments).output();
    }

    /**
     * Stops or starts the kubelet of a local cluster.
     *
     * @param verb {@code stop} or {@code start}
     * @return fails where the cluster is another, and says so
     */
    public Command.Result kubelet(String verb) {
        return Command.run(root(), "hack/cluster/cluster", "kubelet", verb);
    }

    /**
     * Lets the cluster know an image by another name too.
     *
     * @return fails where that takes a registry, and says so
     */
    public Command.Result tag(String image, String name) {
        return Command.run(root(), "hack/cluster/cluster", "tag", image, name);
    }

    /** Every object of every kind with a label, as {@code kind/name}. */
    public List<String> labelled(String selector) {
        String kinds =
                kubectl("api-resources", "--verbs=list", "-o", "name")
                        .lines()
                        .filter(kind -> !kind.contains("Warning") && !kind.startsWith("events"))
                        .collect(Collectors.joining(","));
        return kubectl("get", kinds, "-A", "-l", selector, "-o", "name", "--ignore-not-found")
                .lines()
                // kubectl warns of kinds that are going out of use
                .filter(line -> line.contains("/") && !line.startsWith("Warning"))
                .toList();
    }

    Command.Result helm(String... arguments) {
        return tool("helm", arguments);
    }

    private Command.Result tool(String program, String... arguments) {
        var command = new String[arguments.length + 4];
        command[0] = "env";
        command[1] =
                "PATH="
                        + tools()
                        + ":"
                        + Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
        command[2] = "KUBECONFIG=" + kubeconfig;
        command[3] = program;
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return Command.run(root(), command);
    }

    private synchronized String tools() {
        if (tools == null) {
            tools =
                    Command.run(root(), "hack/cluster/cluster", "bin")
                            .orFail()
                            .output()
                            .strip()
                            .lines()
                            .reduce("", (all, line) -> line);
        }
        return tools;
    }

    /** The checkout. */
    public static Path root() {
        return Path.of(System.getProperty("streamapp.root", "..")).toAbsolutePath().normalize();
    }

    @Override
    public void close() {
        client.close();
    }
}
