package dev.streamapp.gateway.platform;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Examples of requests and answers in the API's description, from api-examples.json. */
@Component
class ApiExamples implements OpenApiCustomizer {

    private final JsonMapper json;

    ApiExamples(JsonMapper json) {
        this.json = json;
    }

    /** Each operation's example, under METHOD PATH. */
    Map<String, Example> all() {
        try (InputStream file = new ClassPathResource("api-examples.json").getInputStream()) {
            return json.readValue(file, new TypeReference<Map<String, Example>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is sent and what comes back when all is well. */
    record Example(@Nullable Object request, @Nullable Object response) {}

    @Override
    public void customise(OpenAPI document) {
        Map<String, Example> examples = all();
        document.getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap()
                                .forEach((method, operation) -> {
                                    var example = examples.get(method + " " + path);
                                    if (example != null) {
                                        show(operation, example);
                                    }
                                }));
    }

    private static void show(Operation operation, Example example) {
        if (operation.getRequestBody() != null) {
            show(operation.getRequestBody().getContent(), example.request());
        }
        operation.getResponses().entrySet().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .findFirst()
                .ifPresent(response -> show(response.getValue().getContent(), example.response()));
    }

    private static void show(@Nullable Content content, @Nullable Object example) {
        if (content != null && example != null) {
            content.values().forEach(type -> type.setExample(example));
        }
    }
}
