/** The ffmpeg child process and its supervision. */
@NullMarked
package dev.streamapp.packager.ingest;

import org.jspecify.annotations.NullMarked;
