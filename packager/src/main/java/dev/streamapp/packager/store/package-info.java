/** Files on the volume: part files, the journal that survives restarts, sweeping. */
@NullMarked
package dev.streamapp.packager.store;

import org.jspecify.annotations.NullMarked;
