/** A stage for {@link dev.streamapp.operator.Rehearsal}; no part of a running operator. */
@NullMarked
package dev.streamapp.operator.rehearsal;

import org.jspecify.annotations.NullMarked;
