/**
 * LiveStreams as admins see and switch them; the door is {@link
 * dev.streamapp.gateway.stream.Streams}. The truth is in Kubernetes, an informer keeps a copy.
 */
@NullMarked
package dev.streamapp.gateway.stream;

import org.jspecify.annotations.NullMarked;
