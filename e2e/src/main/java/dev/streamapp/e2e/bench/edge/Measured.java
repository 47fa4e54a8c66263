package dev.streamapp.e2e.bench.edge;

import java.util.List;

/**
 * What one measurement says.
 *
 * @param markdown table and explanation, for the page
 * @param missed names of the aims that were not reached
 */
record Measured(String markdown, List<String> missed) {}
