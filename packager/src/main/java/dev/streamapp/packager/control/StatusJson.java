package dev.streamapp.packager.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Renders a {@link Status} as one line of JSON; what is absent is left out. */
public final class StatusJson {
    private static final JsonFactory JSON = new JsonFactory();

    private StatusJson() {}

    public static String render(Status status) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("state", status.state().name());
            out.writeStringField("since", status.since().toString());
            if (status.onAirSince() != null) {
                out.writeStringField("onAirSince", status.onAirSince().toString());
            }
            out.writeBooleanField("listening", status.listening());
            if (status.media() != null) {
                media(out, status.media());
            }
            if (!status.recordings().isEmpty()) {
                out.writeFieldName("recordings");
                RecordingsJson.write(out, status.recordings(), false);
            }
            out.writeArrayFieldStart("problems");
            for (Problem problem : status.problems()) {
                out.writeStartObject();
                out.writeStringField("reason", problem.reason().name());
                out.writeStringField("message", problem.message());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void media(JsonGenerator out, Status.Media media) throws IOException {
        out.writeObjectFieldStart("media");
        if (media.bitrate() > 0) {
            out.writeNumberField("bitrate", media.bitrate());
        }
        video(out, media.video());
        audio(out, media.audio());
        out.writeEndObject();
    }

    private static void video(JsonGenerator out, Status.@Nullable Video video) throws IOException {
        if (video == null) {
            return;
        }
        out.writeObjectFieldStart("video");
        out.writeStringField("codec", video.codec());
        out.writeStringField("format", video.format());
        out.writeNumberField("width", video.width());
        out.writeNumberField("height", video.height());
        if (video.frameRate() > 0) {
            out.writeNumberField("frameRate", video.frameRate());
        }
        if (video.keyFrameInterval() > 0) {
            out.writeNumberField("keyFrameInterval", video.keyFrameInterval());
        }
        out.writeEndObject();
    }

    private static void audio(JsonGenerator out, Status.@Nullable Audio audio) throws IOException {
        if (audio == null) {
            return;
        }
        out.writeObjectFieldStart("audio");
        out.writeStringField("codec", audio.codec());
        out.writeStringField("format", audio.format());
        out.writeNumberField("sampleRate", audio.sampleRate());
        out.writeNumberField("channels", audio.channels());
        out.writeEndObject();
    }
}
