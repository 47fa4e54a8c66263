package dev.streamapp.e2e.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** The rules of accessibility that a program can check (axe-core). */
final class Axe {
    private static final String RUN =
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
              found => done(found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.failureSummary}`))),
              error => done([String(error)]))\
            """;

    private final String library;

    Axe() {
        try {
            this.library = Files.readString(WebLibrary.file("axe-core/axe.min.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What breaks a rule on a page as it is now. */
    List<String> violations(Window page) {
        page.driver().executeScript("if (!window.axe) {" + library + "}");
        Object found = page.driver().executeAsyncScript(RUN);
        return found instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of("axe-core said: " + found);
    }
}
