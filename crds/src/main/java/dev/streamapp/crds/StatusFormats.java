package dev.streamapp.crds;

import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;

/**
 * Adds to the generated schema what no annotation can say: formats, and that conditions are a map
 * by type, so that several writers may each own their conditions. Used while the schema is
 * generated, never by a running program.
 */
public final class StatusFormats implements SchemaCustomizer.Customizer {

    private static final Map<String, String> FORMATS =
            Map.of(
                    "observedGeneration", "int64",
                    "startTime", "date-time",
                    "lastTransitionTime", "date-time");

    @Override
    public JSONSchemaProps apply(
            JSONSchemaProps schema, String input, KubernetesSerialization serialization) {
        schema.getProperties()
                .forEach((name, property) -> {
                    if (FORMATS.containsKey(name)) {
                        property.setFormat(FORMATS.get(name));
                    }
                    if (name.equals("conditions")) {
                        property.setXKubernetesListType("map");
                        property.setXKubernetesListMapKeys(List.of("type"));
                    }
                });
        return schema;
    }
}
