/** What stays of the live picture: recordings, their playlists and their movies. */
@NullMarked
package dev.streamapp.packager.recording;

import org.jspecify.annotations.NullMarked;
