/**
 * Watching a stream over HTTP and keeping a record of everything it served: the proxy all clients
 * go through, and a client that fetches every file.
 */
@NullMarked
package dev.streamapp.e2e.watch;

import org.jspecify.annotations.NullMarked;
