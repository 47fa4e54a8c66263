/**
 * Whether a secret is told to those who may read logs, Events and objects, but no Secrets: nobody
 * who looks after an installation needs to know one for that.
 */
@NullMarked
package dev.streamapp.e2e.leaks;

import org.jspecify.annotations.NullMarked;
