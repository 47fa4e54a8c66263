package dev.streamapp.operator.bench;

/** What others have published about theirs. */
final class Peers {

    static final String TEXT =
            """
            | published by others | figure |
            |---|---|
            """;

    private Peers() {}
}
