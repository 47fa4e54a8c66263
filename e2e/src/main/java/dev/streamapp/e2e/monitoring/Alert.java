package dev.streamapp.e2e.monitoring;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An alert that Prometheus knows.
 *
 * @param state {@code pending} or {@code firing}
 * @param about the stream, the volume, or nothing
 */
public record Alert(String name, String state, String about) {
    static Alert of(JsonNode told) {
        JsonNode labels = told.path("labels");
        String about =
                labels.path("stream").asText(labels.path("persistentvolumeclaim").asText(""));
        return new Alert(labels.path("alertname").asText(), told.path("state").asText(), about);
    }

    /** Whether somebody is told. */
    public boolean isFiring() {
        return state.equals("firing");
    }
}
