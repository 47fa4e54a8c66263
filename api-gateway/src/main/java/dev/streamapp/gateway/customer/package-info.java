/** What a customer calls: log in, be recognised, get the address of the picture, go on. */
@NullMarked
package dev.streamapp.gateway.customer;

import org.jspecify.annotations.NullMarked;
