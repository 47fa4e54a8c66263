package dev.streamapp.gateway.order;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A device that somebody brought to be repaired.
 *
 * @param number the shop's own number, unique
 * @param customerName may be empty
 * @param email where notices go; null sends none
 * @param phone where text messages go, as {@code +420777123456}; null sends none
 * @param language of everything the customer reads: ru, en or cs
 * @param device what is repaired; may be empty
 * @param liveStreamEnabled off: nobody watches, whatever access they have
 * @param version grows with every change of the order; its cameras and accesses do not change it
 */
public record Order(
        UUID id,
        String number,
        String customerName,
        @Nullable String email,
        @Nullable String phone,
        String language,
        String device,
        boolean liveStreamEnabled,
        Instant createdAt,
        long version) {}
