package dev.streamapp.e2e.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The streams of the installed StreamApp. */
public final class Streams {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Streams of one run differ from those of the last, which may still be on their way out. */
    private static final String RUN =
            Long.toString(System.currentTimeMillis() / 1000 % 1_000_000, 36);

    private final Cluster cluster;
    private final String namespace;

    public Streams(Cluster cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    public String namespace() {
        return namespace;
    }

    /**
     * Creates a stream.
     *
     * @param purpose a few letters that say in a listing what it is for
     */
    public TestStream create(String purpose, LiveStreamSpec spec) {
        return create(name(purpose), Map.of("spec", spec.fields()));
    }

    /**
     * A manifest as a user has it before it is applied.
     *
     * @param file of {@code k8s/samples}
     * @param purpose as above
     */
    public Sample sample(String file, String purpose) {
        return Sample.read(file, name(purpose));
    }

    /** Applies it. */
    public TestStream apply(Sample sample) {
        sample.apply(cluster, namespace);
        return named(sample.stream());
    }

    private static String name(String purpose) {
        return "e2e-" + purpose + "-" + RUN + "-" + COUNT.incrementAndGet();
    }

    TestStream create(String name, Map<String, Object> content) {
        GenericKubernetesResource live =
                new GenericKubernetesResourceBuilder()
                        .withApiVersion("streamapp.dev/v1alpha1")
                        .withKind("LiveStream")
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withAdditionalProperties(content)
                        .build();
        cluster.client()
                .genericKubernetesResources(Cluster.LIVE_STREAMS)
                .inNamespace(namespace)
                .resource(live)
                .create();
        return named(name);
    }

    /** A stream that was made otherwise, for example by kubectl. */
    public TestStream named(String name) {
        return new TestStream(cluster, namespace, name);
    }
}
