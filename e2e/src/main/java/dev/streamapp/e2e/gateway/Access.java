package dev.streamapp.e2e.gateway;

/** What a customer was given. */
public record Access(String order, String id, String login, String password) {}
