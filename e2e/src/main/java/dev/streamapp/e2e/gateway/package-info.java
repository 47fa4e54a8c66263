/** The gateway and its edge as admins, customers and strangers meet them: over HTTPS. */
@NullMarked
package dev.streamapp.e2e.gateway;

import org.jspecify.annotations.NullMarked;
