/** What the packagers say about themselves. */
@NullMarked
package dev.streamapp.operator.packager;

import org.jspecify.annotations.NullMarked;
