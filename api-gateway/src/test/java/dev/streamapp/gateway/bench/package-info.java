/** Measurements of a packaged gateway; what they find is written to docs/performance.md. */
@NullMarked
package dev.streamapp.gateway.bench;

import org.jspecify.annotations.NullMarked;
