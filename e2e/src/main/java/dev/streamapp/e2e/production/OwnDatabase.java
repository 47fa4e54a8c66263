package dev.streamapp.e2e.production;

import dev.streamapp.e2e.cluster.Cluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A shop's own PostgreSQL, in a namespace of its own, with TLS, and with a policy that lets the
 * shop's gateway in and nobody else.
 */
public final class OwnDatabase {
    private static final String NAMESPACE = "streamapp-e2e-database";
    private static final String NAME = "postgresql";
    private static final int PORT = 5432;

    private final Cluster cluster;
    private final String password = UUID.randomUUID().toString();
    private final Certificate certificate;

    /**
     * One that does not run yet.
     *
     * @param directory for its certificate
     */
    public OwnDatabase(Cluster cluster, Path directory) {
        this.cluster = cluster;
        this.certificate = Certificate.of("DNS:" + host(), directory);
    }

    /** Starts it. */
    public OwnDatabase start() {
        Manifest.create(cluster, "database.yaml", NAMESPACE);
        var secrets = cluster.client().secrets().inNamespace(NAMESPACE);
        secrets.resource(password(NAME)).create();
        secrets.resource(certificate.secret(NAME + "-tls")).create();
        return this;
    }

    /** Waits until it answers. */
    public void awaitReady() {
        cluster.client()
                .pods()
                .inNamespace(NAMESPACE)
                .withName(NAME)
                .waitUntilReady(90, TimeUnit.SECONDS);
    }

    public String host() {
        return NAME + "." + NAMESPACE + ".svc.cluster.local";
    }

    /** Its password, for those who are to know it. */
    public Secret password(String name) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withStringData(Map.of("password", password))
                .build();
    }

    /** Who signed its certificate, for those who are to check it. */
    public ConfigMap authority(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withData(Map.of("ca.crt", certificate.certificate()))
                .build();
    }

    /** Where it takes connections. */
    public String door() {
        return new Asker(cluster, NAMESPACE, NAME).door(PORT);
    }

    /** Connections that are encrypted now, as it counts them. */
    public int encrypted() {
        return Integer.parseInt(
                cluster.kubectl(
                                "exec",
                                "-n",
                                NAMESPACE,
                                NAME,
                                "--",
                                "bash",
                                "-c",
                                "PGPASSWORD=$POSTGRES_PASSWORD psql -h 127.0.0.1 -U $POSTGRES_USER -d $POSTGRES_DB -tAc"
                                        + " \"select count(*) from pg_stat_ssl join pg_stat_activity using (pid) where ssl and client_addr <> '127.0.0.1'\"")
                        .strip());
    }

    public void remove() {
        cluster.kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found", "--timeout=120s");
    }
}
