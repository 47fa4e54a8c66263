package dev.streamapp.operator.campaign;

/** What can happen to a write on its way to the API server and back. */
enum Fault {
    KILL_BEFORE("operator killed before the write"),
    KILL_AFTER("operator killed after the write, before its answer"),
    DROP("write lost"),
    LOST_ANSWER("answer lost"),
    DELAY("write three seconds late"),
    CONFLICT("answer 409"),
    TOO_MANY_REQUESTS("answer 429"),
    INTERNAL_ERROR("answer 500"),
    STALE_WATCH("watches three seconds behind from then on"),
    CUT_WATCH("watches cut"),
    EXPIRED_WATCH("watches cut and told 410 when they come back");

    private final String description;

    Fault(String description) {
        this.description = description;
    }

    /** For people. */
    String description() {
        return description;
    }

    /** Whether the operator's memory goes with it. */
    boolean kills() {
        return this == KILL_BEFORE || this == KILL_AFTER;
    }

    /** Whether the API server hears of the write. */
    boolean arrives() {
        return switch (this) {
            case KILL_BEFORE, DROP, CONFLICT, TOO_MANY_REQUESTS, INTERNAL_ERROR -> false;
            default -> true;
        };
    }

    /** Whether the operator hears the answer. */
    boolean answers() {
        return !kills() && this != DROP && this != LOST_ANSWER;
    }

    /** An answer of its own, as the API server would give it; empty if there is none. */
    String answer() {
        return switch (this) {
            case CONFLICT ->
                    refusal(
                            "409 Conflict",
                            "Conflict",
                            409,
                            "Operation cannot be fulfilled: the object has been modified; please"
                                    + " apply your changes to the latest version and try again");
            case TOO_MANY_REQUESTS ->
                    refusal(
                            "429 Too Many Requests\r\nRetry-After: 1",
                            "TooManyRequests",
                            429,
                            "The server has received too many requests and has asked us to try"
                                    + " again later");
            case INTERNAL_ERROR ->
                    refusal(
                            "500 Internal Server Error",
                            "InternalError",
                            500,
                            "Internal error occurred: etcdserver: request timed out");
            default -> "";
        };
    }

    /** What a watch is told that comes back too late. */
    static String gone() {
        return refusal("410 Gone", "Expired", 410, "too old resource version");
    }

    /** What a killed operator is told from then on. */
    static String refused() {
        return refusal("403 Forbidden", "Forbidden", 403, "it was killed");
    }

    private static String refusal(String status, String reason, int code, String message) {
        String body =
                """
                {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"%s","reason":"%s","code":%d}\
                """
                        .formatted(message, reason, code);
        return "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(status, body.length(), body);
    }
}
