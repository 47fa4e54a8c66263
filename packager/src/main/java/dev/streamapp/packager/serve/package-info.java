/** The media port: playlists, segments and parts over HTTP. */
@NullMarked
package dev.streamapp.packager.serve;

import org.jspecify.annotations.NullMarked;
