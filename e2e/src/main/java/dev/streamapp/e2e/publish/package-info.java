/** Publishers: ffmpeg processes on this machine that send a test picture over SRT. */
@NullMarked
package dev.streamapp.e2e.publish;

import org.jspecify.annotations.NullMarked;
