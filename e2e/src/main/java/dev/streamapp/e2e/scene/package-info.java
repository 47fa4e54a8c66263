/**
 * What a test plays with: streams, publishers and viewers, cleaned up at its end, with everything
 * worth knowing saved when it fails.
 */
@NullMarked
package dev.streamapp.e2e.scene;

import org.jspecify.annotations.NullMarked;
