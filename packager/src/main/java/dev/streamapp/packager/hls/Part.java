package dev.streamapp.packager.hls;

/**
 * A Partial Segment (RFC 8216bis, 4.4.4.9).
 *
 * @param nanos duration
 * @param independent contains a key frame
 * @param bytes size of its file
 */
public record Part(long nanos, boolean independent, long bytes) {}
