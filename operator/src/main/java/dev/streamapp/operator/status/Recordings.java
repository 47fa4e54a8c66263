package dev.streamapp.operator.status;

import dev.streamapp.crds.StoredRecording;
import dev.streamapp.operator.packager.Heard;
import dev.streamapp.operator.packager.PackagerReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newest recordings, as the packager tells of them; it has all of them. */
final class Recordings {

    private Recordings() {}

    static @Nullable List<StoredRecording> of(Findings findings) {
        return switch (findings.evidence().heard()) {
            case Heard.Said(PackagerReport report) ->
                    report.recordings().stream().map(kept -> stored(kept, findings)).toList();
            // they are on the volume, whether somebody says so just now or not
            case Heard.NotYet _, Heard.Silent _ -> findings.before().recordings();
        };
    }

    private static StoredRecording stored(PackagerReport.Kept kept, Findings findings) {
        return new StoredRecording(
                kept.id(),
                kept.start(),
                kept.seconds(),
                kept.bytes(),
                kept.ongoing(),
                Addresses.recordingUrl(findings.blueprint(), kept.id()));
    }
}
