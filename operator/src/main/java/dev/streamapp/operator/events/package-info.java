/** Kubernetes Events: what a user should see happen. */
@NullMarked
package dev.streamapp.operator.events;

import org.jspecify.annotations.NullMarked;
