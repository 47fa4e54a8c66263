package dev.streamapp.operator.bench;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * etcd, kube-apiserver, kube-controller-manager and kube-scheduler, and KWOK in the role of the
 * kubelets. The API server notes each write of the operator in its audit log.
 */
final class ControlPlane implements AutoCloseable {

    private static final List<String> UNTHROTTLED =
            List.of("--kube-api-qps=500", "--kube-api-burst=1000");

    private final Path directory;
    private final Path programs;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final int port = freePort();
    private final Credentials credentials;
    private final KubernetesClient admin;

    /** Starts it, with nothing in it yet. */
    ControlPlane(Path directory, Path programs) throws IOException, InterruptedException {
        this.directory = Files.createDirectories(directory);
        this.programs = programs;
        credentials = new Credentials(directory);
        try {
            startStore();
            Component server = startServer();
            admin =
                    new KubernetesClientBuilder()
                            .withConfig(Config.fromKubeconfig(adminKubeconfig().toFile()))
                            .build();
            running.push(admin);
            server.await("kube-apiserver", 60, this::answers);
            startTheOthers();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    KubernetesClient admin() {
        return admin;
    }

    Path operatorKubeconfig() throws IOException {
        return credentials.operatorKubeconfig(port);
    }

    AuditLog audit() {
        return new AuditLog(auditLog());
    }

    Path adminKubeconfig() throws IOException {
        return credentials.adminKubeconfig(port);
    }

    private Path auditLog() {
        return directory.resolve("audit.log");
    }

    private void startStore() throws IOException, InterruptedException {
        Path socket = directory.resolve("etcd.sock");
        Component store =
                launch(
                        "etcd",
                        List.of(
                                "--data-dir=" + directory.resolve("etcd"),
                                "--log-level=warn",
                                "--unsafe-no-fsync",
                                "--listen-client-urls=unix://" + socket,
                                "--advertise-client-urls=http://localhost:2379",
                                "--listen-peer-urls=unix://" + directory.resolve("peer.sock")));
        store.await("etcd", 30, () -> Files.exists(socket));
    }

    private Component startServer() throws IOException {
        Path policy =
                Files.writeString(
                        directory.resolve("audit-policy.yaml"),
                        """
                        apiVersion: audit.k8s.io/v1
                        kind: Policy
                        omitStages: [RequestReceived, ResponseStarted]
                        rules:
                        - {level: Metadata, users: ["%s"], verbs: [create, update, patch, delete, deletecollection]}
                        - {level: None}
                        """
                                .formatted(Credentials.OPERATOR));
        return launch(
                "kube-apiserver",
                List.of(
                        "--etcd-servers=unix://" + directory.resolve("etcd.sock"),
                        "--secure-port=" + port,
                        "--bind-address=127.0.0.1",
                        "--advertise-address=127.0.0.1",
                        "--endpoint-reconciler-type=none",
                        "--cert-dir=" + directory.resolve("certificates"),
                        "--token-auth-file=" + credentials.tokens(),
                        "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
                        "--service-account-key-file=" + credentials.publicKey(),
                        "--service-account-signing-key-file=" + credentials.privateKey(),
                        "--service-cluster-ip-range=10.96.0.0/16",
                        "--service-node-port-range=10000-32767",
                        "--authorization-mode=RBAC",
                        "--profiling=false",
                        "--audit-policy-file=" + policy,
                        "--audit-log-path=" + auditLog(),
                        "--audit-log-maxsize=1000"));
    }

    private boolean answers() {
        try {
            return "ok".equals(admin.raw("/readyz"));
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    private void startTheOthers() throws IOException {
        String kubeconfig = "--kubeconfig=" + adminKubeconfig();
        var common = new ArrayList<>(UNTHROTTLED);
        common.addAll(List.of(kubeconfig, "--leader-elect=false", "--secure-port=0"));
        var controllers = new ArrayList<>(common);
        controllers.addAll(
                List.of(
                        "--use-service-account-credentials",
                        "--service-account-private-key-file=" + credentials.privateKey(),
                        "--enable-hostpath-provisioner",
                        // a machine at its limit must not take the nodes for dead
                        "--node-monitor-grace-period=24h"));
        launch("kube-controller-manager", controllers);
        launch("kube-scheduler", common);
        launch(
                "kwok",
                List.of(
                        kubeconfig,
                        "--manage-all-nodes=true",
                        "--cidr=10.128.0.0/12",
                        "--node-ip=10.127.0.1",
                        "--server-address=127.0.0.1:" + freePort()));
    }

    private Component launch(String program, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(programs.resolve(program).toString());
        command.addAll(arguments);
        Component component = Component.start(directory, program, Map.of(), command);
        running.push(component);
        return component;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("not closed: " + e);
            }
        }
    }
}
