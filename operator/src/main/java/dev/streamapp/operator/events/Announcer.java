package dev.streamapp.operator.events;

import dev.streamapp.crds.LiveStream;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Writes Kubernetes Events about streams, in the background. A publisher that comes and goes all
 * the time is not worth an Event each time: the same reason for the same stream is told once a
 * minute.
 */
public final class Announcer implements AutoCloseable {

    /** The API server refuses notes of more than 1024 bytes. */
    private static final int LONGEST_NOTE = 1000;

    private static final Duration BETWEEN_REPEATS = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    /** The API server reads exactly six digits. */
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private record Topic(String uid, String reason) {}

    private final KubernetesClient client;
    private final Clock clock;
    private final String instance;
    private final ConcurrentMap<Topic, Instant> told = new ConcurrentHashMap<>();
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("events").factory());

    /**
     * Prepares.
     *
     * @param instance which operator tells, such as its pod's name
     */
    public Announcer(KubernetesClient client, Clock clock, String instance) {
        this.client = client;
        this.clock = clock;
        this.instance = instance;
    }

    /** Tells what happened to a stream; returns at once. */
    public void announce(LiveStream stream, List<Announcement> announcements) {
        announcements.stream()
                .filter(announcement -> isNews(stream, announcement))
                .map(announcement -> event(stream, announcement))
                .forEach(event -> writer.submit(() -> write(event)));
    }

    /** The stream is gone. */
    public void forget(String uid) {
        told.keySet().removeIf(topic -> topic.uid().equals(uid));
    }

    @Override
    public void close() {
        writer.close();
    }

    private boolean isNews(LiveStream stream, Announcement announcement) {
        Instant now = clock.instant();
        var topic = new Topic(stream.getMetadata().getUid(), announcement.reason());
        Instant last = told.getOrDefault(topic, Instant.MIN);
        if (now.isBefore(last.plus(BETWEEN_REPEATS))) {
            return false;
        }
        told.put(topic, now);
        return true;
    }

    private Event event(LiveStream stream, Announcement announcement) {
        LOG.info("{}: {}", announcement.reason(), announcement.note());
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(stream.getMetadata().getName() + "-")
                .withNamespace(stream.getMetadata().getNamespace())
                .endMetadata()
                .withEventTime(new MicroTime(MICROSECONDS.format(clock.instant())))
                .withType(announcement.warning() ? "Warning" : "Normal")
                .withReason(announcement.reason())
                .withAction("Reconcile")
                .withNote(shortened(announcement.note()))
                .withReportingController("streamapp.dev/operator")
                .withReportingInstance(instance)
                .withRegarding(
                        new ObjectReferenceBuilder()
                                .withApiVersion(stream.getApiVersion())
                                .withKind(stream.getKind())
                                .withName(stream.getMetadata().getName())
                                .withNamespace(stream.getMetadata().getNamespace())
                                .withUid(stream.getMetadata().getUid())
                                .build())
                .build();
    }

    private static String shortened(String note) {
        return note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE - 1) + "…";
    }

    private void write(Event event) {
        ObjectReference stream = event.getRegarding();
        // as in the log of a reconciliation
        MDC.put("resource.namespace", stream.getNamespace());
        MDC.put("resource.name", stream.getName());
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.warn("Event {} was not written: {}", event.getReason(), e.getMessage());
        } finally {
            MDC.clear();
        }
    }
}
