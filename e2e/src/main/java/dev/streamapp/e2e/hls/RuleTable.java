package dev.streamapp.e2e.hls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Renders {@link Rule} as the table in docs/playlist-rules.md; a test holds the file to it. */
public final class RuleTable {
    private RuleTable() {}

    /** Writes the table to the file named by the first argument. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), render());
    }

    static String render() {
        var page =
                new StringBuilder(
                        """
                        # What every playlist is held to

                        Made from `e2e/src/main/java/dev/streamapp/e2e/hls/Rule.java` by `hack/generate`; do not edit.

                        Every client of every end-to-end run (browser, ffprobe, poller) fetches through a recording proxy which holds each answer to these rules
                        of RFC 8216bis (draft-pantos-hls-rfc8216bis-22). One that is broken fails the test that ran. What the specification only recommends
                        (SHOULD) is held to like the rest: this origin means to keep it. Each rule has a unit test with a playlist or file that breaks it.

                        Two demands of section 6.2.1 cannot hold while the publisher is away and are therefore not in the table: a new segment within 1.5 target
                        durations, and a new part within one part target duration. How late parts are while the publisher sends is measured in
                        `make bench`.

                        | paragraph | | rule | name |
                        |---|---|---|---|
                        """);
        for (Rule rule : Rule.values()) {
            page.append(
                    "| %s | %s | %s | `%s` |%n"
                            .formatted(rule.paragraph(), rule.level(), rule.sentence(), rule));
        }
        return page.toString();
    }
}
