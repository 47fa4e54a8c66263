package dev.streamapp.operator.apply;

import dev.streamapp.operator.Settings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;

/** How an object is applied, server-side. */
enum Write {
    /** Only if there is none of its name; the server says 409 otherwise. */
    NEW,
    /** Nothing is taken from others. */
    UNFORCED,
    /** What others changed is made as it should be. */
    FORCED;

    /**
     * No object that is there has this version, so that the server refuses to change one; it does
     * not look at it where there is none. One request instead of a look and a write, between which
     * somebody could be faster.
     */
    private static final String OF_NOTHING = "1";

    /** Applies it; what the server made of it. */
    <R extends HasMetadata> R apply(KubernetesClient client, R object) {
        object.getMetadata().setResourceVersion(this == NEW ? OF_NOTHING : null);
        try {
            var manager = client.resource(object).fieldManager(Settings.FIELD_MANAGER);
            return this == FORCED
                    ? manager.forceConflicts().serverSideApply()
                    : manager.serverSideApply();
        } finally {
            object.getMetadata().setResourceVersion(null);
        }
    }
}
