/** Admins: sessions, API tokens, ServiceAccounts, and what they did. */
@NullMarked
package dev.streamapp.gateway.admin;

import org.jspecify.annotations.NullMarked;
