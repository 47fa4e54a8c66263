package dev.streamapp.operator.packager;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The packagers of all streams, each followed by a virtual thread of its own. */
public final class Packagers implements AutoCloseable {

    private static final long CHECK_SECONDS = 10;

    private final String urlTemplate;
    private final Clock clock;
    private final Consumer<ResourceID> onNews;
    private final ConcurrentMap<ResourceID, PackagerConnection> connections =
            new ConcurrentHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
    private final ScheduledExecutorService checks =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("packager-checks").factory());

    /**
     * Prepares; nobody is followed yet.
     *
     * @param urlTemplate where a status is watched, with {@code {ip}}, {@code {namespace}} and
     *     {@code {name}}
     * @param onNews told of each stream whose packager says something new
     */
    public Packagers(String urlTemplate, Clock clock, Consumer<ResourceID> onNews) {
        this.urlTemplate = urlTemplate;
        this.clock = clock;
        this.onNews = onNews;
        checks.scheduleWithFixedDelay(
                () -> connections.values().forEach(PackagerConnection::checkAlive),
                CHECK_SECONDS,
                CHECK_SECONDS,
                TimeUnit.SECONDS);
    }

    /** Follows the packager at this address, and nobody else, for the stream; null: nobody. */
    public Heard follow(ResourceID stream, @Nullable String podIp) {
        if (podIp == null) {
            forget(stream);
            return new Heard.NotYet();
        }
        URI uri = uri(stream, podIp);
        return connections
                .compute(
                        stream,
                        (id, present) -> {
                            if (present != null && present.leadsTo(uri)) {
                                return present;
                            }
                            if (present != null) {
                                present.close();
                            }
                            var fresh =
                                    new PackagerConnection(
                                            stream, uri, http, clock, () -> onNews.accept(stream));
                            fresh.start();
                            return fresh;
                        })
                .heard();
    }

    /** Stops following. */
    public void forget(ResourceID stream) {
        PackagerConnection gone = connections.remove(stream);
        if (gone != null) {
            gone.close();
        }
    }

    /** Stops following streams that are no more, should one have been taken up as it went. */
    public void keepOnly(Predicate<ResourceID> living) {
        checks.scheduleWithFixedDelay(
                () ->
                        connections.keySet().stream()
                                .filter(Predicate.not(living))
                                .forEach(this::forget),
                CHECK_SECONDS,
                CHECK_SECONDS,
                TimeUnit.SECONDS);
    }

    /** How many are followed. */
    public int count() {
        return connections.size();
    }

    @Override
    public void close() {
        checks.shutdownNow();
        connections.values().forEach(PackagerConnection::close);
        connections.clear();
        http.shutdownNow();
    }

    private URI uri(ResourceID stream, String podIp) {
        String host = podIp.contains(":") ? "[" + podIp + "]" : podIp;
        return URI.create(
                urlTemplate
                        .replace("{ip}", host)
                        .replace("{namespace}", stream.getNamespace().orElse(""))
                        .replace("{name}", stream.getName()));
    }
}
