package dev.streamapp.e2e.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What came back for a request. */
public record Answer(String request, int status, HttpHeaders headers, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(this + " is no JSON", e);
        }
    }

    /** A header's first value; empty where there is none. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Fails unless the request was granted. */
    public Answer granted() {
        if (status / 100 != 2) {
            throw new IllegalStateException(this + ": " + text());
        }
        return this;
    }

    @Override
    public String toString() {
        return status + " for " + request;
    }
}
