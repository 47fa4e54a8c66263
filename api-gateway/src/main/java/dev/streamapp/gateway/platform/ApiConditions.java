package dev.streamapp.gateway.platform;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Optional;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** In the API's description: what If-Match does, and where the tag for it comes from. */
@Component
class ApiConditions implements OpenApiCustomizer {

    @Override
    public void customise(OpenAPI document) {
        document.getPaths().values().stream()
                .filter(path ->
                        path.readOperations().stream()
                                .anyMatch(operation -> condition(operation).isPresent()))
                .forEach(ApiConditions::describe);
    }

    private static void describe(PathItem path) {
        for (Operation operation : path.readOperations()) {
            operation.getResponses().forEach(ApiConditions::tell);
            condition(operation).ifPresent(header -> describe(operation, header));
        }
    }

    private static void describe(Operation operation, Parameter header) {
        header.description(
                        "The ETag of what was read: the change is made only while it is still so."
                                + " Without it, or with *, whatever came between is overwritten.")
                .example("\"3\"");
        operation
                .getResponses()
                .addApiResponse("412", ApiDescription.problem("Somebody has changed it meanwhile"));
    }

    private static void tell(String status, ApiResponse answer) {
        if (status.startsWith("2") && answer.getContent() != null) {
            answer.addHeaderObject(
                    HttpHeaders.ETAG,
                    new Header()
                            .description("The version, to insist on with If-Match")
                            .schema(new StringSchema()));
        }
    }

    private static Optional<Parameter> condition(Operation operation) {
        return Optional.ofNullable(operation.getParameters()).orElse(List.of()).stream()
                .filter(parameter -> HttpHeaders.IF_MATCH.equals(parameter.getName()))
                .findFirst();
    }
}
