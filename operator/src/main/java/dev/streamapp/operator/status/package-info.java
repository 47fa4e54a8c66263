/** From an observation to the status of a LiveStream. */
@NullMarked
package dev.streamapp.operator.status;

import org.jspecify.annotations.NullMarked;
