package dev.streamapp.e2e.browser;

/** What an admin is shown once, to hand it to a customer. */
public record Handover(String login, String password, String link) {}
