/** Which UDP port a stream is published to. */
@NullMarked
package dev.streamapp.operator.port;

import org.jspecify.annotations.NullMarked;
