/**
 * The objects made for one LiveStream, as pure functions: no client, no clock, one file per object.
 */
@NullMarked
package dev.streamapp.operator.children;

import org.jspecify.annotations.NullMarked;
