/**
 * ISO base media file format: boxes, fragments, codec strings, and writing one fragment per part.
 */
@NullMarked
package dev.streamapp.packager.media;

import org.jspecify.annotations.NullMarked;
