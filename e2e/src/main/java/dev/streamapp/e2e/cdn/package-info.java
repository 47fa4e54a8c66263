/** A CDN in front of the edge, and many light viewers who get their media from it. */
@NullMarked
package dev.streamapp.e2e.cdn;

import org.jspecify.annotations.NullMarked;
