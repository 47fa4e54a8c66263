package dev.streamapp.gateway.order;

import java.util.List;

/**
 * An order in the admins' list.
 *
 * @param cameras what shows it now
 */
record OrderRow(Order order, List<Camera> cameras) {}
