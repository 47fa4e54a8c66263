package dev.streamapp.gateway.task;

import dev.streamapp.gateway.platform.Audit;
import dev.streamapp.gateway.platform.Messages;
import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.stream.StreamDeleted;
import dev.streamapp.gateway.stream.Streams;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps tasks and their streams together, in two systems that know no common transaction: the task
 * is written first, then the stream is made, then that is noted. A request that broke off in
 * between is completed by its repetition.
 */
@Service
class TaskService {

    private final Tasks tasks;
    private final Streams streams;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Messages messages;
    private final Clock clock;

    TaskService(
            Tasks tasks,
            Streams streams,
            Audit audit,
            ApplicationEventPublisher events,
            Messages messages,
            Clock clock) {
        this.tasks = tasks;
        this.streams = streams;
        this.audit = audit;
        this.events = events;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * A task after it was asked for.
     *
     * @param isNew whether this call made it
     */
    record Asked(Task task, boolean isNew) {}

    /** A stream that is deleted is asked for no longer. */
    @EventListener
    void streamDeleted(StreamDeleted stream) {
        tasks.find(stream.streamId())
                .ifPresent(task -> {
                    tasks.delete(task.streamId());
                    audit.record("task.delete", task.streamId(), task.name());
                });
    }

    /** Asks for a stream; asking again under the same name changes nothing. */
    Asked ask(String streamId, String name) {
        boolean isNew = tasks.add(streamId, name, Audit.actor().name());
        Task task = get(streamId);
        if (!task.name().equals(name)) {
            throw ProblemException.localized(
                            HttpStatus.CONFLICT, "problem.streamTaken", streamId, task.name())
                    .with("stream_id", messages.text("problem.streamTaken.field"));
        }
        if (task.streamMadeAt() == null) {
            boolean made = streams.create(streamId, name);
            tasks.streamMade(streamId, clock.instant());
            audit.record("task.create", streamId, made ? name : name + " (the stream was there)");
        }
        return new Asked(get(streamId), isNew);
    }

    /** Makes the stream of a task again, for whoever asks for just that: nothing else does. */
    Task makeStreamAgain(String streamId) {
        Task task = get(streamId);
        boolean made = streams.create(streamId, task.name());
        tasks.streamMade(streamId, clock.instant());
        if (made) {
            audit.record("task.remake", streamId, task.name());
        }
        return task;
    }

    /**
     * Forgets a task. Its stream goes too, unless somebody else made it or it is to stay. What
     * fails halfway is rolled back here, and completed by its repetition.
     *
     * @return whether the stream was deleted
     */
    @Transactional
    boolean forget(String streamId, boolean keepStream) {
        Task task = get(streamId);
        boolean deleted = !keepStream && streams.deleteOwn(streamId);
        tasks.delete(streamId);
        audit.record("task.delete", streamId, task.name() + (deleted ? "" : " (the stream stays)"));
        boolean gone = deleted || !keepStream && !streams.exists(streamId);
        if (gone) {
            events.publishEvent(new StreamDeleted(streamId));
        }
        return deleted;
    }

    /** The task of a stream, or a 404 that names it. */
    Task get(String streamId) {
        return tasks.find(streamId)
                .orElseThrow(() ->
                        ProblemException.notFound(
                                "There is no task for a stream \"%s\"; GET /api/tasks lists all."
                                        .formatted(streamId)));
    }
}
