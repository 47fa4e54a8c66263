package dev.streamapp.operator.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the operator wrote, as the API server noted it. */
final class AuditLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    AuditLog(Path file) {
        this.file = file;
    }

    /**
     * One write.
     *
     * @param what such as {@code patch livestreams/status}
     */
    record Write(String what, String name, int code) {}

    /** A place to count from: now. */
    long now() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** All writes since then, but for the lease that a leader renews. */
    List<Write> since(long place) throws IOException {
        var writes = new ArrayList<Write>();
        try (var stream = Files.newInputStream(file)) {
            stream.skipNBytes(place);
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            // the last line may be half written
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            for (String line : whole.lines().toList()) {
                JsonNode event = JSON.readTree(line);
                JsonNode object = event.path("objectRef");
                String resource = object.path("resource").asText();
                if (!resource.equals("leases")) {
                    String part = object.path("subresource").asText();
                    writes.add(
                            new Write(
                                    event.path("verb").asText()
                                            + " "
                                            + (part.isEmpty() ? resource : resource + "/" + part),
                                    object.path("name").asText(),
                                    event.at("/responseStatus/code").asInt()));
                }
            }
        }
        return writes;
    }
}
