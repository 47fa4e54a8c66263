package dev.streamapp.e2e.gateway;

/**
 * Whose order it is.
 *
 * @param mail address; empty for a customer who gets no mail
 * @param language ru, en or cs
 */
public record Recipient(String name, String mail, String language) {}
