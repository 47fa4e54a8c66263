/** The packager of one stream: fragments in, low-latency HLS out. */
@NullMarked
package dev.streamapp.packager;

import org.jspecify.annotations.NullMarked;
