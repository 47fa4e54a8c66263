/** The mail that customers get. */
@NullMarked
package dev.streamapp.e2e.mail;

import org.jspecify.annotations.NullMarked;
