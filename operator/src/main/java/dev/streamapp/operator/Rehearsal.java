package dev.streamapp.operator;

import dev.streamapp.operator.rehearsal.StageApiServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays the operator's start and one stream through without a cluster, so that an ahead-of-time
 * cache knows the classes that takes. Exit code 0 if it went well.
 */
public final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final long PATIENCE_SECONDS = 60;

    private Rehearsal() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean went = play();
        LOG.info(went ? "The rehearsal went well" : "The rehearsal failed: no status was written");
        System.exit(went ? 0 : 1);
    }

    static boolean play() throws IOException, InterruptedException {
        var settings =
                Settings.from(
                        Map.of(
                                "OPERATOR_NAMESPACE", "stage",
                                "PACKAGER_IMAGE", "packager",
                                "PUBLISHER_IMAGE", "publisher",
                                "HTTP_PORT", "0"));
        try (var stage = new StageApiServer();
                var client = new KubernetesClientBuilder().withConfig(config(stage)).build();
                var operator =
                        new StreamOperator(settings, client, Clock.systemUTC(), "rehearsal")) {
            operator.start();
            visit(operator.httpPort());
            return stage.awaitStatus(PATIENCE_SECONDS);
        }
    }

    private static Config config(StageApiServer stage) {
        return new ConfigBuilder(Config.empty()).withMasterUrl(stage.url()).build();
    }

    private static void visit(int port) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            for (String path : new String[] {"/healthz", "/readyz", "/metrics"}) {
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                                .build(),
                        BodyHandlers.discarding());
            }
        }
    }
}
