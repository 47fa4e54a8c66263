/**
 * Who may watch an order, for how long, and whether still; the doors are {@link
 * dev.streamapp.gateway.access.Rights}, which every request for a picture asks, and {@link
 * dev.streamapp.gateway.access.Accesses}.
 */
@NullMarked
package dev.streamapp.gateway.access;

import org.jspecify.annotations.NullMarked;
