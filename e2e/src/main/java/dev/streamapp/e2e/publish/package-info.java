/** Publishers: processes on this machine that send a test picture, or have it fetched. */
@NullMarked
package dev.streamapp.e2e.publish;

import org.jspecify.annotations.NullMarked;
