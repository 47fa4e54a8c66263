/**
 * Measuring the packager without a cluster: its image in processes of its own, beside others that
 * make HLS of the same input.
 */
@NullMarked
package dev.streamapp.e2e.bench.media;

import org.jspecify.annotations.NullMarked;
