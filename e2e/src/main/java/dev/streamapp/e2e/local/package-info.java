/** A packager and the customers' page without a cluster: processes of this machine alone. */
@NullMarked
package dev.streamapp.e2e.local;

import org.jspecify.annotations.NullMarked;
