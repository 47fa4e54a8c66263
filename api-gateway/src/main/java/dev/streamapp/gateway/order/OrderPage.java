package dev.streamapp.gateway.order;

import java.util.List;

/**
 * Some of the orders that were found, the newest first.
 *
 * @param items orders of this page
 * @param page number of this page, from 0
 * @param size most orders on a page
 * @param total orders on all pages
 */
record OrderPage(List<Order> items, int page, int size, long total) {}
