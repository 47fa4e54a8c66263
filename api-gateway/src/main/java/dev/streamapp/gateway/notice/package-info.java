/**
 * Tells customers by mail and text message how to watch; the door is {@link
 * dev.streamapp.gateway.notice.Notices}. Notices wait in PostgreSQL and are sent by whichever
 * replica is free.
 */
@NullMarked
package dev.streamapp.gateway.notice;

import org.jspecify.annotations.NullMarked;
