/**
 * StreamApp on a real Kubernetes, in the words of its users: streams are created, become ready, are
 * suspended and deleted.
 */
@NullMarked
package dev.streamapp.e2e.cluster;

import org.jspecify.annotations.NullMarked;
