/**
 * Who watched what, when and for how long. The door in is {@link
 * dev.streamapp.gateway.statistics.Heartbeats}, the door out {@link
 * dev.streamapp.gateway.statistics.Audience}.
 */
@NullMarked
package dev.streamapp.gateway.statistics;

import org.jspecify.annotations.NullMarked;
