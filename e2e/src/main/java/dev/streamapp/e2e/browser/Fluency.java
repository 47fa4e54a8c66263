package dev.streamapp.e2e.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** How evenly the first picture of a page is shown. */
public final class Fluency {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOOK =
            """
            const video = document.querySelector('video');
            const begin = () => ({ since: performance.now(), last: performance.now(), pictures: 0, longest: 0, renewals: 0 });
            window.stalls = [];
            window.worst = 0;
            window.seen = begin();
            const look = () => {
              const gap = performance.now() - seen.last;
              worst = Math.max(worst, gap);
              if (gap > 1000) {
                stalls.push(`${new Date().toISOString()} ${Math.round(gap)} ms`);
                seen = begin();
              }
              seen.longest = Math.max(seen.longest, gap > 1000 ? 0 : gap);
              seen.last = performance.now();
              seen.pictures++;
              video.requestVideoFrameCallback(look);
            };
            video.requestVideoFrameCallback(look);
            new PerformanceObserver(list => {
              seen.renewals += list.getEntries().filter(entry => entry.name.endsWith('/api/live-stream/renew') && entry.responseStatus === 200).length;
            }).observe({ type: 'resource' });
            """;
    private static final String TELL =
            """
            const now = performance.now();
            const gap = now - seen.last;
            return JSON.stringify({
              seconds: gap > 1000 ? 0 : (now - seen.since) / 1000, pictures: seen.pictures, longest: Math.max(seen.longest, gap),
              renewals: seen.renewals, stalls, worst: Math.max(worst, gap),
            })\
            """;

    private final CustomerPage page;

    private Fluency(CustomerPage page) {
        this.page = page;
    }

    /**
     * What was seen since the last stall of more than a second, or since the beginning.
     *
     * @param seconds since then
     * @param pictures that were shown since then
     * @param longest milliseconds from one of them to the next, or from the last one until now
     * @param renewals of the token that were granted since then
     * @param stalls all there were since the beginning
     * @param worst of them, in milliseconds
     */
    public record Seen(
            double seconds,
            int pictures,
            double longest,
            int renewals,
            List<String> stalls,
            double worst) {}

    /** Begins to look. */
    public static Fluency of(CustomerPage page) {
        page.script(LOOK);
        return new Fluency(page);
    }

    /** What was seen until now. */
    public Seen seen() {
        try {
            return JSON.readValue(page.script(TELL), Seen.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the page's figures cannot be read", e);
        }
    }
}
