package dev.streamapp.e2e.gateway;

/** Somebody of the shop, with a token of the API. */
public final class Admin {
    private final Https https;
    private final String token;

    private Admin(Https https, String token) {
        this.https = https;
        this.token = token;
    }

    /**
     * Opens a session and asks for a token, as the documentation of the API shows.
     *
     * @param session keeps the cookies of the session
     * @param https for everything after it, by the token
     */
    public static Admin logIn(Https session, Https https, String password) {
        session.post(
                        "/api/admin/session",
                        "{\"login\": \"admin\", \"password\": \"%s\"}".formatted(password))
                .granted();
        Answer made =
                session.post(
                        "/api/admin/tokens",
                        "{\"name\": \"shop\"}",
                        "X-XSRF-TOKEN",
                        session.cookie("XSRF-TOKEN"));
        return new Admin(https, made.granted().json().path("token").asText());
    }

    public String token() {
        return token;
    }

    public Answer get(String path) {
        return https.get(path, "Authorization", "Bearer " + token);
    }

    public Answer post(String path, String json) {
        return https.post(path, json, "Authorization", "Bearer " + token);
    }

    /** A stream that should exist. */
    public Answer task(String stream) {
        return post(
                "/api/tasks", "{\"name\": \"%1$s\", \"stream_id\": \"%1$s\"}".formatted(stream));
    }

    /** An order of Anna's, who gets no mail; its id. */
    public String order(String number) {
        return order(number, new Recipient("Anna", "", "cs"));
    }

    /** An order; its id. */
    public String order(String number, Recipient customer) {
        return post(
                        "/api/admin/orders",
                        "{\"number\": \"%s\", \"customerName\": \"%s\", \"email\": \"%s\", \"language\": \"%s\", \"liveStreamEnabled\": true}"
                                .formatted(
                                        number,
                                        customer.name(),
                                        customer.mail(),
                                        customer.language()))
                .granted()
                .json()
                .path("id")
                .asText();
    }

    /** From now on the stream shows the order, and nothing else. */
    public void assign(String stream, String order) {
        assign(stream, order, "Microscope");
    }

    /**
     * From now on the stream shows the order, and nothing else.
     *
     * @param label what the customer reads beside the picture
     */
    public void assign(String stream, String order, String label) {
        post(
                        "/api/admin/orders/" + order + "/streams",
                        "{\"streamId\": \"%s\", \"label\": \"%s\"}".formatted(stream, label))
                .granted();
    }

    /** One more access to an order. */
    public Access access(String order) {
        var made = post("/api/admin/orders/" + order + "/live-stream-access", "").granted().json();
        return new Access(
                order,
                made.path("id").asText(),
                made.path("login").asText(),
                made.path("password").asText());
    }

    public Answer revoke(Access access) {
        return post(
                "/api/admin/orders/"
                        + access.order()
                        + "/live-stream-access/"
                        + access.id()
                        + "/revoke",
                "");
    }
}
