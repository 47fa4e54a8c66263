package dev.streamapp.operator.bench;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.children.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Watches from outside what becomes of streams and notes when. */
final class Sightings implements AutoCloseable {

    private final Map<String, Sight> streams = new ConcurrentHashMap<>();
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();

    Sightings(KubernetesClient admin) {
        Specimen.KINDS.forEach(kind -> informers.add(children(admin, kind)));
        informers.add(
                admin.resources(LiveStream.class)
                        .inNamespace(Furniture.STREAMS)
                        .inform(
                                new Handler<LiveStream>() {
                                    @Override
                                    void seen(LiveStream stream) {
                                        of(stream.getMetadata().getName()).told(stream);
                                    }

                                    @Override
                                    void gone(LiveStream stream) {}
                                }));
    }

    private <R extends HasMetadata> SharedIndexInformer<R> children(
            KubernetesClient admin, Class<R> kind) {
        return admin.resources(kind)
                .inNamespace(Furniture.STREAMS)
                .withLabelSelector(Names.MANAGED)
                .inform(handler());
    }

    /** What is seen of a stream, from its first child on. */
    Sight of(String stream) {
        return streams.computeIfAbsent(stream, Sight::new);
    }

    private <R extends HasMetadata> Handler<R> handler() {
        return new Handler<>() {
            @Override
            void seen(R child) {
                owner(child).ifPresent(sight -> sight.child(child));
            }

            @Override
            void gone(R child) {
                owner(child).ifPresent(sight -> sight.childGone(child));
            }
        };
    }

    private Optional<Sight> owner(HasMetadata child) {
        return Optional.ofNullable(child.getMetadata().getLabels().get(Names.STREAM_LABEL))
                .map(this::of);
    }

    private abstract static class Handler<R extends HasMetadata>
            implements ResourceEventHandler<R> {

        abstract void seen(R object);

        abstract void gone(R object);

        @Override
        public void onAdd(R object) {
            seen(object);
        }

        @Override
        public void onUpdate(R before, R after) {
            seen(after);
        }

        @Override
        public void onDelete(R object, boolean stateUnknown) {
            gone(object);
        }
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }
}
