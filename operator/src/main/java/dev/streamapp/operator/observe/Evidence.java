package dev.streamapp.operator.observe;

import dev.streamapp.operator.packager.Heard;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import java.util.Optional;

/**
 * What is there to see.
 *
 * @param suspended whether the stream is meant to stand still
 * @param deployment its Deployment
 * @param pod its newest pod that is not going away
 * @param nodeAddress where the pod's node is reached, from outside if it can be
 * @param claim its volume
 * @param ingestService the Service publishers send to
 * @param gateway the Gateway that streams may be reached through
 * @param route the way from there to that Service
 * @param heard what its packager said
 */
public record Evidence(
        boolean suspended,
        Optional<Deployment> deployment,
        Optional<Pod> pod,
        Optional<String> nodeAddress,
        Optional<PersistentVolumeClaim> claim,
        Optional<Service> ingestService,
        Optional<Gateway> gateway,
        Optional<GenericKubernetesResource> route,
        Heard heard) {}
