/** Health and metrics of the operator itself. */
@NullMarked
package dev.streamapp.operator.http;

import org.jspecify.annotations.NullMarked;
