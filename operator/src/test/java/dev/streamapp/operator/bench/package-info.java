/**
 * Measurements of a packaged operator on a real control plane with nodes that KWOK plays; what they
 * find is written to docs/performance.md.
 */
@NullMarked
package dev.streamapp.operator.bench;

import org.jspecify.annotations.NullMarked;
