package dev.streamapp.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an informer keeps of each object: nothing that nobody here reads. The record of who owns
 * which field makes up most of an object, and of a pod only metadata, status and node matter; with
 * a thousand streams that is the difference between fitting into memory and not.
 *
 * @param <T> the kind
 */
public final class LeanStore<T extends HasMetadata> implements ItemStore<T> {

    /** How many objects an informer asks for at once as it starts, before they are made lean. */
    public static final long PAGE = 200;

    private final Map<String, T> items = new ConcurrentHashMap<>();

    @Override
    public String getKey(T item) {
        return Cache.metaNamespaceKeyFunc(item);
    }

    @Override
    public @Nullable T put(String key, T item) {
        return items.put(key, lean(item));
    }

    /** The same without what nobody here reads. */
    static <T extends HasMetadata> T lean(T item) {
        item.getMetadata().setManagedFields(List.of());
        if (item instanceof Pod pod && pod.getSpec() != null) {
            var spec = new PodSpec();
            spec.setNodeName(pod.getSpec().getNodeName());
            pod.setSpec(spec);
        }
        return item;
    }

    @Override
    public @Nullable T remove(String key) {
        return items.remove(key);
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<T> values() {
        return items.values().stream();
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public @Nullable T get(String key) {
        return items.get(key);
    }
}
