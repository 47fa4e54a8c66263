/** What tests of the gateway stand on: a real PostgreSQL and whole gateways. */
package dev.streamapp.gateway.testing;
