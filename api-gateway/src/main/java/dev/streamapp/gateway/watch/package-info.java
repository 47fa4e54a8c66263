/** The customers' page: log in, watch. All it knows comes from the API, under the same rules. */
@NullMarked
package dev.streamapp.gateway.watch;

import org.jspecify.annotations.NullMarked;
