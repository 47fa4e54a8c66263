/** HTTP servers that tests put between, or in place of others. */
@NullMarked
package dev.streamapp.e2e.http;

import org.jspecify.annotations.NullMarked;
