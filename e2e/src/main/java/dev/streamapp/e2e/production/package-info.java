/** What stands around an installation for production: its database, its certificate, strangers. */
@NullMarked
package dev.streamapp.e2e.production;

import org.jspecify.annotations.NullMarked;
