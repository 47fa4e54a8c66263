/** Measuring the edge: a release of its own with a stream on air, and many who watch it. */
@NullMarked
package dev.streamapp.e2e.bench.edge;

import org.jspecify.annotations.NullMarked;
