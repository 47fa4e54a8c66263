/**
 * What every feature stands on: settings, problems, requests, audit, the database and its absence.
 */
@NullMarked
package dev.streamapp.gateway.platform;

import org.jspecify.annotations.NullMarked;
