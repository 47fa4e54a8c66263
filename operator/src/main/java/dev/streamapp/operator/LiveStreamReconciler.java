package dev.streamapp.operator;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.operator.apply.Applied;
import dev.streamapp.operator.apply.Children;
import dev.streamapp.operator.children.Names;
import dev.streamapp.operator.events.Announcements;
import dev.streamapp.operator.observe.Evidence;
import dev.streamapp.operator.observe.Observation;
import dev.streamapp.operator.observe.Observer;
import dev.streamapp.operator.status.Findings;
import dev.streamapp.operator.status.StatusPace.Pace;
import dev.streamapp.operator.status.Statuses;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One stream: make what it asks for, look what is there, tell. */
final class LiveStreamReconciler implements Reconciler<LiveStream> {

    /** When what stood in the way is tried again, should nothing tell that it is gone. */
    private static final Duration TRY_AGAIN = Duration.ofMinutes(1);

    /**
     * After a status write. An edit of the spec that crosses it on its way is in its answer
     * already, so the framework takes the edit's own event for old news.
     */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private static final Duration A_MOMENT = Duration.ofMillis(100);

    private final Collaborators collaborators;
    private final Clock clock;

    LiveStreamReconciler(Collaborators collaborators, Clock clock) {
        this.collaborators = collaborators;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, LiveStream>> prepareEventSources(
            EventSourceContext<LiveStream> context) {
        return collaborators.eventSources(context);
    }

    @Override
    public UpdateControl<LiveStream> reconcile(LiveStream stream, Context<LiveStream> context) {
        if (isElsewhere(stream)) {
            return UpdateControl.noUpdate();
        }
        collaborators.gatewayApi().follow(context.eventSourceRetriever(), stream);
        Applied applied = apply(stream);
        if (applied.passphraseReplaced()) {
            collaborators.announcer().announce(stream, List.of(Announcements.passphraseReplaced()));
        }
        Evidence evidence = collaborators.survey().of(stream);
        Observation observation = Observer.observe(evidence);
        var findings =
                new Findings(
                        applied.blueprint(),
                        applied.problems(),
                        applied.pending(),
                        evidence,
                        observation);
        var update = tell(stream, Statuses.of(findings, clock.instant()));
        return Stream.concat(
                        update.getScheduleDelay().map(Duration::ofMillis).stream(),
                        nextLook(applied).stream())
                .min(Comparator.naturalOrder())
                .map(update::rescheduleAfter)
                .orElse(update);
    }

    private Applied apply(LiveStream stream) {
        Children children = collaborators.children();
        return Names.isPaused(stream)
                ? children.left(stream)
                : children.apply(stream, collaborators.survey().of(stream), clock.instant());
    }

    /** What another operator serves is its alone. */
    private boolean isElsewhere(LiveStream stream) {
        Optional<String> other =
                collaborators.claims().otherHolder(stream.getMetadata().getNamespace());
        other.ifPresent(_ -> collaborators.packagers().forget(ResourceID.fromResource(stream)));
        return other.isPresent();
    }

    /** Whatever changes by itself tells; these are what time alone changes. */
    private Optional<Duration> nextLook(Applied applied) {
        if (!applied.problems().isEmpty()) {
            return Optional.of(TRY_AGAIN);
        }
        return Optional.ofNullable(applied.pending())
                .flatMap(pending -> Optional.ofNullable(pending.due()))
                .map(due -> Duration.between(clock.instant(), due))
                .map(left -> left.isNegative() ? A_MOMENT : left.plus(A_MOMENT));
    }

    @Override
    public ErrorStatusUpdateControl<LiveStream> updateErrorStatus(
            LiveStream stream, Context<LiveStream> context, Exception e) {
        // deleted while it was looked at: there is nobody left to tell
        boolean gone = e instanceof KubernetesClientException refused && refused.getCode() == 404;
        return gone
                ? ErrorStatusUpdateControl.<LiveStream>noStatusUpdate().withNoRetry()
                : ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    private UpdateControl<LiveStream> tell(LiveStream stream, LiveStreamStatus after) {
        LiveStreamStatus before = stream.getStatus();
        return switch (collaborators.pace().of(stream.getMetadata().getUid(), before, after)) {
            case Pace.Unchanged _ -> UpdateControl.noUpdate();
            case Pace.Later(Duration delay) ->
                    UpdateControl.<LiveStream>noUpdate().rescheduleAfter(delay);
            case Pace.Now _ -> {
                collaborators
                        .announcer()
                        .announce(
                                stream,
                                Announcements.between(
                                        Optional.ofNullable(before)
                                                .orElseGet(LiveStreamStatus::unknown),
                                        after));
                yield UpdateControl.patchStatus(withStatus(stream, after))
                        .rescheduleAfter(LOOK_AGAIN);
            }
        };
    }

    /** Identity and status alone: applying it must not take fields of the spec into possession. */
    private static LiveStream withStatus(LiveStream stream, LiveStreamStatus status) {
        var bare = new LiveStream();
        bare.setMetadata(
                new ObjectMetaBuilder()
                        .withName(stream.getMetadata().getName())
                        .withNamespace(stream.getMetadata().getNamespace())
                        .withUid(stream.getMetadata().getUid())
                        .build());
        bare.setStatus(status);
        return bare;
    }
}
