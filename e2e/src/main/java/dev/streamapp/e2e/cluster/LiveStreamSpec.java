package dev.streamapp.e2e.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a test asks of a stream; everything else keeps its default.
 *
 * @param encrypted whether a passphrase is asked of the publisher
 * @param reconnectWindow a Kubernetes duration, or null
 * @param storage fields of the volume
 */
public record LiveStreamSpec(
        boolean encrypted, @Nullable String reconnectWindow, Map<String, Object> storage) {
    /** All defaults. */
    public static LiveStreamSpec defaults() {
        return new LiveStreamSpec(true, null, Map.of());
    }

    public LiveStreamSpec withReconnectWindow(String duration) {
        return new LiveStreamSpec(encrypted, duration, storage);
    }

    public LiveStreamSpec withoutEncryption() {
        return new LiveStreamSpec(false, reconnectWindow, storage);
    }

    public LiveStreamSpec withStorage(Map<String, Object> fields) {
        return new LiveStreamSpec(encrypted, reconnectWindow, fields);
    }

    Map<String, Object> fields() {
        var srt = new LinkedHashMap<String, Object>();
        if (!encrypted) {
            srt.put("encryption", "None");
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ingest", Map.of("srt", srt));
        if (reconnectWindow != null) {
            fields.put("reconnectWindow", reconnectWindow);
        }
        if (!storage.isEmpty()) {
            fields.put("storage", storage);
        }
        return fields;
    }
}
