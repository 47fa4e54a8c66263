/**
 * Watching a stream: the edge asks here for every viewer, players ask for an address, admins ask
 * why nothing plays. Brings together tokens, rights, streams and heartbeats, and nobody depends on
 * it.
 */
@NullMarked
package dev.streamapp.gateway.viewing;

import org.jspecify.annotations.NullMarked;
