package dev.streamapp.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StreamFeedTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final StreamFeed feed = new StreamFeed();

    private static StreamChange gone(String name) {
        return new StreamChange.Deleted(name);
    }

    @Test
    @DisplayName("a follower gets every change that comes after it subscribed, in order")
    void inOrder() throws InterruptedException {
        feed.publish(gone("before"));
        try (var follower = feed.subscribe()) {
            feed.publish(gone("one"));
            feed.publish(gone("two"));
            assertThat(follower.next(AT_ONCE)).contains(gone("one"));
            assertThat(follower.next(AT_ONCE)).contains(gone("two"));
            assertThat(follower.next(AT_ONCE)).isEmpty();
        }
    }

    @Test
    @DisplayName("a follower that does not read holds nobody up and gets the latest of each stream")
    void slow() throws InterruptedException {
        try (var follower = feed.subscribe()) {
            IntStream.range(0, 100_000).forEach(i -> feed.publish(gone("stream-" + i % 3)));
            assertThat(follower.next(AT_ONCE)).isPresent();
            assertThat(follower.next(AT_ONCE)).isPresent();
            assertThat(follower.next(AT_ONCE)).isPresent();
            assertThat(follower.next(AT_ONCE)).isEmpty();
        }
    }

    @Test
    @DisplayName("closing the feed sends waiting followers home at once")
    void closing() throws InterruptedException {
        var follower = feed.subscribe();
        Thread.ofVirtual().start(feed::close);
        long begun = System.nanoTime();
        assertThat(follower.next(Duration.ofMinutes(1))).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
        assertThat(follower.isOpen()).isFalse();
        assertThat(feed.size()).isZero();
        assertThat(feed.subscribe().isOpen()).isFalse();
    }
}
