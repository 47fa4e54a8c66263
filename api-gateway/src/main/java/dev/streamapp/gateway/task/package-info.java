/**
 * Tasks: named streams that should exist, and who asked for them. Creating a task creates its
 * LiveStream once; one that is deleted elsewhere shows as missing.
 */
@NullMarked
package dev.streamapp.gateway.task;

import org.jspecify.annotations.NullMarked;
