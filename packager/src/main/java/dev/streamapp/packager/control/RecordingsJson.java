package dev.streamapp.packager.control;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.streamapp.packager.recording.Recorded;
import java.io.IOException;
import java.util.List;

/** Renders a list of recordings. */
final class RecordingsJson {
    private RecordingsJson() {}

    /**
     * Writes an array.
     *
     * @param growing whether to say how much there is of one that still grows; that is another each
     *     time, and no news
     */
    static void write(JsonGenerator out, List<Recorded> recordings, boolean growing)
            throws IOException {
        out.writeStartArray();
        for (Recorded recording : recordings) {
            out.writeStartObject();
            out.writeStringField("id", recording.id());
            out.writeStringField("start", recording.start().toString());
            out.writeBooleanField("ongoing", recording.ongoing());
            if (growing || !recording.ongoing()) {
                out.writeStringField("end", recording.end().toString());
                out.writeNumberField("seconds", recording.duration().toSeconds());
                out.writeNumberField("bytes", recording.bytes());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
