package dev.streamapp.gateway.stream;

import dev.streamapp.gateway.platform.ProblemException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Logs of the streams' pods, read through the API server. */
final class StreamLogs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamLogs.class);
    private static final String STREAM_LABEL = "streamapp.dev/stream";
    private static final long ANSWER_WITHIN_SECONDS = 10;

    private final KubernetesClient cluster;
    private final String namespace;
    private final Set<InputStream> open = ConcurrentHashMap.newKeySet();

    StreamLogs(KubernetesClient cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /**
     * What is asked for.
     *
     * @param tail how many of the last lines
     * @param follow whether lines to come are wanted too
     */
    record Question(String streamId, String container, int tail, boolean follow) {}

    /** The log; close it with {@link #release}. */
    InputStream open(Question question) throws InterruptedException {
        Pod pod = newestPod(question.streamId());
        requireContainer(pod, question.container());
        HttpRequest request =
                cluster.getHttpClient()
                        .newHttpRequestBuilder()
                        .uri(address(pod, question))
                        .timeout(OpenAnswer.LONGEST.toSeconds(), TimeUnit.SECONDS)
                        .build();
        try {
            HttpResponse<InputStream> response =
                    cluster.getHttpClient()
                            .sendAsync(request, InputStream.class)
                            .get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
            if (!response.isSuccessful()) {
                response.body().close();
                throw unavailable("Kubernetes answered " + response.code());
            }
            open.add(response.body());
            return response.body();
        } catch (ExecutionException | java.util.concurrent.TimeoutException | IOException e) {
            LOG.debug("No log of {}", question.streamId(), e);
            throw unavailable("Kubernetes did not answer");
        }
    }

    /** Ends the reading of a log; also from another thread. */
    void release(InputStream log) {
        open.remove(log);
        try {
            log.close();
        } catch (IOException e) {
            LOG.debug("A log could not be closed: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        open.forEach(this::release);
    }

    private Pod newestPod(String streamId) {
        Optional<Pod> newest =
                ClusterProblems.translated(
                                () ->
                                        cluster.pods()
                                                .inNamespace(namespace)
                                                .withLabel(STREAM_LABEL, streamId)
                                                .list(),
                                () -> unavailable("Kubernetes knows no pods"))
                        .getItems()
                        .stream()
                        .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()));
        return newest.orElseThrow(() ->
                ProblemException.notFound(
                        "Stream \"%s\" has no pod and so no log: it is stopped, or has just been started."
                                .formatted(streamId)));
    }

    private static void requireContainer(Pod pod, String container) {
        var names = pod.getSpec().getContainers().stream().map(Container::getName).toList();
        if (!names.contains(container)) {
            throw ProblemException.of(HttpStatus.BAD_REQUEST, "There is no such container.")
                    .with("container", "must be one of " + String.join(", ", names));
        }
    }

    private String address(Pod pod, Question question) {
        return "%sapi/v1/namespaces/%s/pods/%s/log?container=%s&tailLines=%d&follow=%b"
                .formatted(
                        cluster.getMasterUrl(),
                        namespace,
                        pod.getMetadata().getName(),
                        question.container(),
                        question.tail(),
                        question.follow());
    }

    private static ProblemException unavailable(String why) {
        return ProblemException.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "The log cannot be read now: %s. Try again, or look with kubectl logs."
                        .formatted(why));
    }
}
