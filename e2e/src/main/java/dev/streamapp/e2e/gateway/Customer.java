package dev.streamapp.e2e.gateway;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A customer who has logged in.
 *
 * @param token for the API
 * @param streamUrl of the first camera
 */
public record Customer(Https https, String token, String streamUrl) {
    /** With the login and password of an access. */
    public static Customer logIn(Https https, Access access) {
        return logIn(https, access.login(), access.password());
    }

    public static Customer logIn(Https https, String login, String password) {
        var answer =
                https.post(
                                "/api/live-stream/authenticate",
                                "{\"login\": \"%s\", \"password\": \"%s\"}"
                                        .formatted(login, password))
                        .granted()
                        .json();
        return new Customer(
                https, answer.path("token").asText(), answer.path("streamUrl").asText());
    }

    public Answer get(String path) {
        return https.get(path, "Authorization", "Bearer " + token);
    }

    /** The token inside the address to watch with. */
    public String streamToken() {
        return streamUrl.replaceFirst(".*[?&]token=", "");
    }

    /** What was recorded of the order. */
    public JsonNode recordings() {
        return get("/api/live-stream/recordings").granted().json().path("replays");
    }

    /** What the edge says to the address to watch with. */
    public Answer open() {
        return https.get(streamUrl);
    }

    /** A file of a stream, under this customer's stream token. */
    public Answer fetch(String stream, String file) {
        return https.get("/hls/_/" + streamToken() + "/" + stream + "/" + file);
    }
}
