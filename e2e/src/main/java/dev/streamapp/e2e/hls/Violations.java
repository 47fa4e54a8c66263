package dev.streamapp.e2e.hls;

import java.util.ArrayList;
import java.util.List;

/** Gathers what a check finds. */
final class Violations {
    private final List<Violation> found = new ArrayList<>();

    void add(Rule rule, String what) {
        found.add(new Violation(rule, what));
    }

    void require(boolean holds, Rule rule, String otherwise) {
        if (!holds) {
            add(rule, otherwise);
        }
    }

    List<Violation> list() {
        return List.copyOf(found);
    }
}
