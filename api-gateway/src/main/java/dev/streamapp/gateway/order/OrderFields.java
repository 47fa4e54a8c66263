package dev.streamapp.gateway.order;

import org.jspecify.annotations.Nullable;

/** Everything of an order that an admin decides. */
record OrderFields(
        String number,
        String customerName,
        @Nullable String email,
        @Nullable String phone,
        String language,
        String device,
        boolean liveStreamEnabled) {}
