package dev.streamapp.gateway.statistics;

/**
 * What one stream or one order has of everything.
 *
 * @param name as people know it: an order's number
 * @param viewers different ones
 */
record Share(String id, String name, int viewers, int visits, double minutesWatched) {}
