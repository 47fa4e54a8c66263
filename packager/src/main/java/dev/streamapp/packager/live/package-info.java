/** The live state of the stream: the window of segments, who waits for it, wall-clock time. */
@NullMarked
package dev.streamapp.packager.live;

import org.jspecify.annotations.NullMarked;
