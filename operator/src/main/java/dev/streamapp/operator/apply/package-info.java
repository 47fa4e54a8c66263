/**
 * Brings the cluster to what the builders ask for, with as few writes as possible.
 *
 * <p>Writes to the API server are what bounds the number of streams, so a child is compared with
 * what the informers hold and applied only when it differs. The SDK's dependent resources would do
 * the same with a class per kind, and would need each object's managed fields in memory to compare;
 * here one {@code ChildKind} serves all kinds, and {@code Difference} needs an annotation.
 */
@NullMarked
package dev.streamapp.operator.apply;

import org.jspecify.annotations.NullMarked;
