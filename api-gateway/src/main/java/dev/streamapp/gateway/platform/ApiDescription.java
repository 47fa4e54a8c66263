package dev.streamapp.gateway.platform;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The API's own description, OpenAPI 3.1, at /v3/api-docs for admins. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String BEARER = "bearer";
    private static final String SESSION = "session";
    private static final String PROBLEM_TYPE = "application/problem+json";

    @Bean
    OpenAPI description(Settings settings, ObjectProvider<BuildProperties> build) {
        var properties = build.getIfAvailable();
        return new OpenAPI()
                .info(
                        new Info()
                                .title("StreamApp")
                                .description(
                                        "Streams and tasks for admins; accesses and signed addresses for customers.")
                                .version(properties == null ? "" : properties.getVersion())
                                .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url(settings.publicUrl())))
                .components(components())
                .security(
                        List.of(
                                new SecurityRequirement().addList(BEARER),
                                new SecurityRequirement().addList(SESSION)));
    }

    private static Components components() {
        return new Components()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description(
                                        "An API token (sat_…), a Kubernetes ServiceAccount's token, or a customer's token"))
                .addSecuritySchemes(
                        SESSION,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(SecurityScheme.In.COOKIE)
                                .name("streamapp_session")
                                .description(
                                        "An admin's session; changes also need the header X-XSRF-TOKEN"))
                .addSchemas("Problem", problemSchema());
    }

    private static Schema<?> problemSchema() {
        var schema = new Schema<Object>();
        schema.setTypes(Set.of("object"));
        schema.setDescription("What went wrong (RFC 9457)");
        schema.setExample(
                Map.of(
                        "type", "about:blank",
                        "title", "Not Found",
                        "status", 404,
                        "detail", "There is no order of this id.",
                        "instance", "/api/admin/orders/0198f3c0-0000-7000-8000-000000000000",
                        "requestId", "9f1c2a34-5b6d-4e7f-8a90-b1c2d3e4f506"));
        return schema;
    }

    /** Every operation may answer with a problem; those for anybody need no identity. */
    @Bean
    OpenApiCustomizer problemAnswers() {
        return document ->
                document.getPaths()
                        .forEach((path, item) ->
                                item.readOperationsMap()
                                        .forEach((method, operation) ->
                                                complete(path, method.name(), operation)));
    }

    static ApiResponse problem(String description) {
        var schema = new Schema<>().$ref("Problem");
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(PROBLEM_TYPE, new MediaType().schema(schema)));
    }

    private static void complete(String path, String method, Operation operation) {
        operation.getResponses().addApiResponse("default", problem("A problem"));
        boolean open =
                AccessRule.TABLE.stream()
                        .filter(rule -> rule.caller() == AccessRule.Caller.ANYBODY)
                        .anyMatch(rule ->
                                rule.pattern().equals(path)
                                        && rule.method() != null
                                        && rule.method().name().equals(method));
        if (open) {
            operation.setSecurity(List.of());
        }
    }
}
