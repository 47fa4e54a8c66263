/**
 * The edge as it is shipped, on this machine and without a cluster: its image, started by its own
 * script. Gateway and packager are stand-ins, so that they can be stopped, lie, and tell what they
 * were asked; the real ones stand behind the edge in the end-to-end tests.
 */
@NullMarked
package dev.streamapp.edge;

import org.jspecify.annotations.NullMarked;
