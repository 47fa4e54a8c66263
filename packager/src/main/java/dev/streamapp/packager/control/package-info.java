/** The control port: status, metrics, health. */
@NullMarked
package dev.streamapp.packager.control;

import org.jspecify.annotations.NullMarked;
