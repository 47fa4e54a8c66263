package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer.MergePatchCustomizer;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** One live stream: an address to publish to, and a playlist to watch. */
@Group(LiveStream.GROUP)
@Version(LiveStream.VERSION)
@Kind("LiveStream")
@Singular("livestream")
@Plural("livestreams")
@ShortNames("live")
@Categories("streamapp")
@ValidationRule(
        value =
                "self.metadata.name.size() <= 40 &&"
                        + " self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        message =
                "metadata.name must be at most 40 characters of a-z, 0-9 and '-', begin with a"
                        + " letter and end with a letter or digit: the names of its Services are"
                        + " made from it")
@SchemaCustomizer(
        value = MergePatchCustomizer.class,
        input =
                """
                {"description": "A live stream: an address to publish to and a playlist to watch; the picture leaves as it came in. All that must be given is spec.ingest."}
                """)
@AdditionalPrinterColumn(name = "Phase", type = Type.STRING, jsonPath = ".status.phase")
@AdditionalPrinterColumn(name = "Ingest", type = Type.STRING, jsonPath = ".status.ingestUrl")
@AdditionalPrinterColumn(name = "Video", type = Type.STRING, jsonPath = ".status.media.summary")
@AdditionalPrinterColumn(
        name = "Link",
        type = Type.STRING,
        jsonPath = ".status.link.quality",
        priority = 1)
@AdditionalPrinterColumn(name = "Since", type = Type.DATE, jsonPath = ".status.startTime")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
public class LiveStream extends CustomResource<LiveStreamSpec, LiveStreamStatus>
        implements Namespaced {

    /** API group of everything StreamApp defines. */
    public static final String GROUP = "streamapp.dev";

    /** The only version so far. */
    public static final String VERSION = "v1alpha1";

    @Override
    @Required
    @JsonPropertyDescription("What is asked for. Durations are written as 200ms, 2s or 1m30s.")
    public LiveStreamSpec getSpec() {
        return super.getSpec();
    }

    @Override
    @JsonPropertyDescription("What is observed; written by the operator alone.")
    public LiveStreamStatus getStatus() {
        return super.getStatus();
    }
}
