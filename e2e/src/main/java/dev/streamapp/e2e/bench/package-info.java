/** Measurements of streams on a real cluster; what they find is written to docs/performance.md. */
@NullMarked
package dev.streamapp.e2e.bench;

import org.jspecify.annotations.NullMarked;
