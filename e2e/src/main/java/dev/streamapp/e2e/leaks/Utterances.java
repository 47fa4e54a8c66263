package dev.streamapp.e2e.leaks;

import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Installation;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PrettyLoggable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that an installation and its streams tell those who may not read Secrets: logs of all
 * containers, also of those that ran before, Events, objects with their status, and what Helm
 * keeps.
 */
public final class Utterances {
    private static final String OBJECTS =
            "livestreams.streamapp.dev,pods,deployments,statefulsets,replicasets,jobs,cronjobs,services,configmaps,persistentvolumeclaims,events";

    private final Cluster cluster;
    private final Map<String, String> texts = new LinkedHashMap<>();

    private Utterances(Cluster cluster) {
        this.cluster = cluster;
    }

    /** By the place where each is read, such as {@code log of streamapp/streamapp-edge-1/edge}. */
    public static Map<String, String> of(Cluster cluster, Installation installation) {
        var all = new Utterances(cluster);
        for (String namespace : List.of(installation.namespace(), installation.streamNamespace())) {
            all.logs(namespace);
            all.texts.put(
                    "objects in " + namespace,
                    cluster.kubectl("get", OBJECTS, "-n", namespace, "-o", "yaml"));
        }
        all.texts.put("Helm's release", installation.recorded(cluster));
        return all.texts;
    }

    private void logs(String namespace) {
        for (Pod pod : cluster.client().pods().inNamespace(namespace).list().getItems()) {
            Stream.concat(
                            pod.getSpec().getInitContainers().stream(),
                            pod.getSpec().getContainers().stream())
                    .map(Container::getName)
                    .forEach(container -> logs(pod, container));
        }
    }

    private void logs(Pod pod, String container) {
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        var logs =
                cluster.client()
                        .pods()
                        .inNamespace(namespace)
                        .withName(name)
                        .inContainer(container);
        String place = "log of " + namespace + "/" + name + "/" + container;
        keep(place, logs);
        if (restarts(pod, container) > 0) {
            keep("former " + place, logs.terminated());
        }
    }

    private void keep(String place, PrettyLoggable log) {
        try {
            texts.put(place, log.getLog());
        } catch (KubernetesClientException e) {
            // it has not begun yet, or has just gone: nothing is told there
        }
    }

    private static int restarts(Pod pod, String container) {
        return Stream.of(
                        pod.getStatus().getContainerStatuses(),
                        pod.getStatus().getInitContainerStatuses())
                .flatMap(statuses -> Optional.ofNullable(statuses).stream())
                .flatMap(List::stream)
                .filter(status -> status.getName().equals(container))
                .mapToInt(ContainerStatus::getRestartCount)
                .sum();
    }
}
