package dev.streamapp.packager.media;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A movie fragment: samples in the order of the file.
 *
 * @param data the payload of its mdat, valid until the next fragment is read
 */
public record Fragment(List<Sample> samples, ByteBuffer data) {}
