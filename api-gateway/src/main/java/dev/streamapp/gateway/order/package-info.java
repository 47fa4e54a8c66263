/**
 * Orders of the shop and which camera looks at which of them; the door is {@link
 * dev.streamapp.gateway.order.Orders}. Who may watch an order is the business of accesses.
 */
@NullMarked
package dev.streamapp.gateway.order;

import org.jspecify.annotations.NullMarked;
