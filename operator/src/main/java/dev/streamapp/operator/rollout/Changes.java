package dev.streamapp.operator.rollout;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.stream.Collectors;

/** Says what is new in a pod. */
final class Changes {

    private Changes() {}

    /** Such as {@code Image streamapp/packager:0.2.0}. */
    static String between(PodTemplateSpec there, PodTemplateSpec wanted) {
        List<Container> before = there.getSpec().getContainers();
        String images =
                wanted.getSpec().getContainers().stream()
                        .filter(container -> replaces(container, before))
                        .map(Container::getImage)
                        .collect(Collectors.joining(" and "));
        return images.isEmpty() ? "A change of the installation's settings" : "Image " + images;
    }

    private static boolean replaces(Container container, List<Container> before) {
        return before.stream()
                .filter(was -> was.getName().equals(container.getName()))
                .anyMatch(was -> !was.getImage().equals(container.getImage()));
    }
}
