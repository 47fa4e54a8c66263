package dev.streamapp.operator.children;

import dev.streamapp.crds.LiveStream;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** Metadata every child carries. */
final class ChildMetadata {

    /** A child that goes with its stream. */
    static ObjectMeta owned(LiveStream stream, String name) {
        return new ObjectMetaBuilder(free(stream, name))
                .withOwnerReferences(ownerReference(stream))
                .build();
    }

    /** A child that stays when its stream goes. */
    static ObjectMeta free(LiveStream stream, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(stream.getMetadata().getNamespace())
                .withLabels(Names.labels(stream))
                .build();
    }

    private static OwnerReference ownerReference(LiveStream stream) {
        return new OwnerReferenceBuilder()
                .withApiVersion(stream.getApiVersion())
                .withKind(stream.getKind())
                .withName(stream.getMetadata().getName())
                .withUid(stream.getMetadata().getUid())
                .withController(true)
                .build();
    }

    private ChildMetadata() {}
}
