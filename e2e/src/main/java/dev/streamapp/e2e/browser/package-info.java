/** Watching a stream in a real Chromium with hls.js, and reading from its picture how old it is. */
@NullMarked
package dev.streamapp.e2e.browser;

import org.jspecify.annotations.NullMarked;
