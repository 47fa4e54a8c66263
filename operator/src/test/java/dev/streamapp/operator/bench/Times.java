package dev.streamapp.operator.bench;

import java.util.List;

/**
 * How long something took, each time.
 *
 * @param nanos sorted
 */
record Times(List<Long> nanos) {

    Times {
        nanos = nanos.stream().sorted().toList();
    }

    double percentileMillis(double part) {
        int index = (int) Math.min(nanos.size() - 1.0, Math.ceil(nanos.size() * part) - 1);
        return nanos.get(index) / 1e6;
    }

    double maximumMillis() {
        return nanos.getLast() / 1e6;
    }
}
