/**
 * The LiveStream resource, {@code livestreams.streamapp.dev/v1alpha1}, as records.
 *
 * <p>Descriptions, defaults and rules stand on the components; {@code
 * crds/livestreams.streamapp.dev.yaml} is generated from them. A component that the API server
 * fills with a default is never null here either: each record puts the same default in place, so
 * that a program may also read a manifest which no API server has seen.
 */
@NullMarked
package dev.streamapp.crds;

import org.jspecify.annotations.NullMarked;
