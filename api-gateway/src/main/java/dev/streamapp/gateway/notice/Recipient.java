package dev.streamapp.gateway.notice;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A customer as the order names them.
 *
 * @param email null or blank when there is none
 * @param phone null or blank when there is none
 * @param language of the texts, such as ru
 */
public record Recipient(@Nullable String email, @Nullable String phone, Locale language) {}
