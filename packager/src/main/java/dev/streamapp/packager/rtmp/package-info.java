/** The door for RTMP publishers: checks the stream key, and passes on what comes in as FLV. */
@NullMarked
package dev.streamapp.packager.rtmp;

import org.jspecify.annotations.NullMarked;
