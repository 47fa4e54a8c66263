package dev.streamapp.e2e.leaks;

/**
 * A secret that was told.
 *
 * @param secret its name
 * @param place where it was read
 * @param line the one it stands in, without it
 */
public record Leak(String secret, String place, String line) {}
