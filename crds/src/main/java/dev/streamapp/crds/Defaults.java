package dev.streamapp.crds;

import org.jspecify.annotations.Nullable;

/**
 * Where a manifest says nothing, Jackson hands a record null; the schema's default takes its place.
 */
final class Defaults {

    static <T> T or(@Nullable T given, T byDefault) {
        return given == null ? byDefault : given;
    }

    private Defaults() {}
}
