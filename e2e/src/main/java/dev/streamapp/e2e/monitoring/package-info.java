/** A real Prometheus beside the cluster, as docs/monitoring.md sets one up. */
@NullMarked
package dev.streamapp.e2e.monitoring;

import org.jspecify.annotations.NullMarked;
