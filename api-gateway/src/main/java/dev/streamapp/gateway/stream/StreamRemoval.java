package dev.streamapp.gateway.stream;

import dev.streamapp.gateway.platform.Audit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Deletes streams, and with them what the gateway knows about them. */
@Service
class StreamRemoval {

    private final Streams streams;
    private final Audit audit;
    private final ApplicationEventPublisher events;

    StreamRemoval(Streams streams, Audit audit, ApplicationEventPublisher events) {
        this.streams = streams;
        this.audit = audit;
        this.events = events;
    }

    /** Written down first: what cannot be audited is not done, what fails is rolled back. */
    @Transactional
    void remove(String streamId) {
        audit.record("stream.delete", streamId);
        events.publishEvent(new StreamDeleted(streamId));
        streams.delete(streamId);
    }
}
