package dev.streamapp.gateway.stream;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands changes to whoever follows the streams. A follower that reads slowly holds nobody up and
 * needs no more memory than there are streams: of each stream it gets the latest change only.
 */
final class StreamFeed implements AutoCloseable {

    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Begins to follow; changes from now on are kept for the subscription. */
    Subscription subscribe() {
        var subscription = new Subscription();
        subscriptions.add(subscription);
        if (closed) {
            subscription.close();
        }
        return subscription;
    }

    void publish(StreamChange change) {
        subscriptions.forEach(subscription -> subscription.put(change));
    }

    /** How many follow. */
    int size() {
        return subscriptions.size();
    }

    /** Sends everybody home, so that the server can stop. */
    @Override
    public void close() {
        closed = true;
        subscriptions.forEach(Subscription::close);
    }

    /** One follower's unread changes. */
    final class Subscription implements AutoCloseable {

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition news = lock.newCondition();
        private final SequencedMap<String, StreamChange> unread = new LinkedHashMap<>();
        private boolean open = true;

        /** Waits for the next change; empty after the time-out, and at once when closed. */
        Optional<StreamChange> next(Duration timeout) throws InterruptedException {
            lock.lock();
            try {
                long left = timeout.toNanos();
                while (open && unread.isEmpty() && left > 0) {
                    left = news.awaitNanos(left);
                }
                var first = unread.pollFirstEntry();
                return Optional.ofNullable(first).map(Map.Entry::getValue);
            } finally {
                lock.unlock();
            }
        }

        boolean isOpen() {
            lock.lock();
            try {
                return open;
            } finally {
                lock.unlock();
            }
        }

        private void put(StreamChange change) {
            lock.lock();
            try {
                unread.put(change.streamId(), change);
                news.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            subscriptions.remove(this);
            lock.lock();
            try {
                open = false;
                news.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
