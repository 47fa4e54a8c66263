package dev.streamapp.crds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the cases of a campaign that came to their end, for {@code docs/reliability.md}. Written
 * to {@code target/campaigns/NAME.tsv}: whether these were all, and a line for each kind of case
 * with its number of cases.
 */
public final class CampaignReport {

    /** Whether every case is wanted, and not the short selection. */
    public static final boolean FULL = "full".equals(System.getProperty("campaign"));

    private final String name;
    private final boolean whole;
    private final Map<String, Integer> cases = new TreeMap<>();

    /** Begins one for the campaign NAME, of which a selection may be run. */
    public CampaignReport(String name) {
        this(name, FULL);
    }

    private CampaignReport(String name, boolean whole) {
        this.name = name;
        this.whole = whole;
    }

    /** Begins one for a campaign that is always run whole. */
    public static CampaignReport ofWhole(String name) {
        return new CampaignReport(name, true);
    }

    /** A case passed. */
    public synchronized void passed(String kind) {
        cases.merge(kind, 1, Integer::sum);
    }

    /** Writes it down. */
    public synchronized void write() throws IOException {
        var lines = new StringBuilder(whole ? "# every case\n" : "# a selection\n");
        cases.forEach((kind, count) -> lines.append("%s\t%d\n".formatted(kind, count)));
        Path folder = Files.createDirectories(Path.of("target/campaigns"));
        Files.writeString(folder.resolve(name + ".tsv"), lines);
    }
}
