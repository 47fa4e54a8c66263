package dev.streamapp.gateway.testing;

import dev.streamapp.gateway.Gateway;
import dev.streamapp.gateway.platform.Settings;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Clock;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A whole gateway on a port of its own. Start two of one database for two replicas. */
public final class RunningGateway implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private RunningGateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it and returns when it serves. */
    public static RunningGateway start(Settings settings, Clock clock, KubernetesClient cluster) {
        return new RunningGateway(
                Gateway.start(
                        settings,
                        clock,
                        cluster,
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.main.register-shutdown-hook=false"));
    }

    /** A client of a cluster that is not there. */
    public static KubernetesClient noCluster() {
        return new KubernetesClientBuilder()
                .withConfig(
                        new ConfigBuilder()
                                .withMasterUrl("https://127.0.0.1:1")
                                .withRequestRetryBackoffLimit(0)
                                .withConnectionTimeout(500)
                                .build())
                .build();
    }

    /** Port of the API. */
    public int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Port of probes and metrics. */
    public int managementPort() {
        return Integer.parseInt(
                context.getEnvironment().getRequiredProperty("local.management.port"));
    }

    /** Nobody's requests. */
    public RestTestClient nobody() {
        return RestTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port()).build();
    }

    /** Requests with a bearer token. */
    public RestTestClient bearer(String token) {
        return RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port())
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .build();
    }

    /** Requests of an admin with an API token: the actor {@code token:test}. */
    public RestTestClient admin() {
        return bearer(adminToken());
    }

    /** An API token that is valid here. */
    public String adminToken() {
        return AdminToken.in(database());
    }

    /** Probes and metrics. */
    public RestTestClient management() {
        return RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + managementPort())
                .build();
    }

    /** The database itself, past the gateway. */
    public JdbcClient database() {
        var settings = bean(Settings.class).database();
        return JdbcClient.create(
                new DriverManagerDataSource(
                        settings.url(), settings.user(), settings.password().text()));
    }

    /** A part of the gateway. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** A part of the gateway of which there are several. */
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    @Override
    public void close() {
        context.close();
    }
}
