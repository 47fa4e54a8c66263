package dev.streamapp.operator.children;

import dev.streamapp.crds.Storage;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/** The volume with the playlist window and the packager's state. */
public final class DataClaim {

    /** The claim. */
    public static PersistentVolumeClaim build(Blueprint blueprint) {
        Storage storage = blueprint.spec().storage();
        return new PersistentVolumeClaimBuilder()
                .withMetadata(metadata(blueprint))
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(storage.storageClassName())
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity(storage.size())))
                .endResources()
                .endSpec()
                .build();
    }

    /** A retained volume has no owner that could take it along, and remembers whose it was. */
    private static ObjectMeta metadata(Blueprint blueprint) {
        var stream = blueprint.stream();
        String name = Names.claim(stream);
        return switch (blueprint.spec().storage().reclaim()) {
            case Delete -> ChildMetadata.owned(stream, name);
            case Retain ->
                    new ObjectMetaBuilder(ChildMetadata.free(stream, name))
                            .addToLabels(Names.STREAM_UID_LABEL, stream.getMetadata().getUid())
                            .build();
        };
    }

    private DataClaim() {}
}
