package dev.streamapp.operator.apply;

import dev.streamapp.operator.observe.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** What an answer of the API server means for the user; only answers worth no retry are known. */
final class Refusal {

    private static final int FORBIDDEN = 403;
    private static final int INVALID = 422;

    private Refusal() {}

    /** The problem behind a refused write; empty if it should simply be tried again. */
    static Optional<Problem> of(HasMetadata object, KubernetesClientException e) {
        String said = said(e);
        if (object instanceof Service && said.contains("range is full")) {
            return Optional.of(
                    Problem.ofStream(
                            "NoServiceAddress",
                            "The cluster has no address left for another Service (%s): delete Services that nobody needs, or have an administrator add a ServiceCIDR."
                                    .formatted(said)));
        }
        if (e.getCode() != FORBIDDEN && e.getCode() != INVALID) {
            return Optional.empty();
        }
        if (object instanceof Service && portIsTaken(e)) {
            return Optional.of(
                    Problem.ofStream(
                            "PortTaken",
                            "%s is used by another Service of this cluster: choose another %s, or leave it out to get a free one."
                                    .formatted(port(object), field(object))));
        }
        if (object instanceof Service && said.contains("provided port is not in the valid range")) {
            return Optional.of(
                    Problem.ofStream(
                            "NodePortOutOfRange",
                            "%s is outside of the node ports this cluster allows (%s). Either install with an ingest.portRange (or set a %s) inside that range, or start kube-apiserver with --service-node-port-range=10000-32767."
                                    .formatted(port(object), allowed(said), field(object))));
        }
        if (object instanceof PersistentVolumeClaim) {
            return Optional.of(
                    Problem.ofStorage(
                            "StorageRefused",
                            "The cluster refuses this volume: %s. Change spec.storage, or ask the administrator for a storage class that allows it."
                                    .formatted(said)));
        }
        return Optional.of(
                Problem.ofStream(
                        "Refused",
                        "The cluster refuses the %s %s: %s."
                                .formatted(
                                        object.getKind(), object.getMetadata().getName(), said)));
    }

    /** Whether the node port belongs to somebody else. */
    static boolean portIsTaken(KubernetesClientException e) {
        return e.getCode() == INVALID && said(e).contains("port is already allocated");
    }

    private static String port(HasMetadata object) {
        ServicePort port = firstPort(object);
        return port.getProtocol() + " port " + port.getPort();
    }

    private static String field(HasMetadata object) {
        return "spec.ingest." + firstPort(object).getName() + ".port";
    }

    private static ServicePort firstPort(HasMetadata object) {
        return ((Service) object).getSpec().getPorts().getFirst();
    }

    private static String allowed(String said) {
        int range = said.lastIndexOf(" is ");
        return range < 0 ? "30000-32767 unless configured" : said.substring(range + 4);
    }

    private static String said(KubernetesClientException e) {
        String message =
                e.getStatus() == null || e.getStatus().getMessage() == null
                        ? String.valueOf(e.getMessage())
                        : e.getStatus().getMessage();
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }
}
