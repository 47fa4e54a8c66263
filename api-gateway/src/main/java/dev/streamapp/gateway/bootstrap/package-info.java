/** A program of its own: makes the Secrets of an installation that are missing. */
@NullMarked
package dev.streamapp.gateway.bootstrap;

import org.jspecify.annotations.NullMarked;
