/** What is seen of a stream, reduced to one {@link dev.streamapp.operator.observe.Observation}. */
@NullMarked
package dev.streamapp.operator.observe;

import org.jspecify.annotations.NullMarked;
