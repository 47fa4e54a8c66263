/**
 * The gateway: who may watch what. Streams and tasks for admins, orders, accesses and signed
 * addresses for customers.
 *
 * <p>Each package beside it is a feature with one public door; {@code platform} is what all of them
 * stand on.
 */
@NullMarked
package dev.streamapp.gateway;

import org.jspecify.annotations.NullMarked;
