package dev.streamapp.operator.status;

import dev.streamapp.crds.Media;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says in a few words what is received. */
final class MediaFacts {

    private MediaFacts() {}

    static @Nullable Media summarised(@Nullable Media media) {
        return media == null
                ? null
                : new Media(summary(media), media.bitrate(), media.video(), media.audio());
    }

    /** Such as {@code 1280x720 25 fps H.264}; unknown parts are left out. */
    static @Nullable String summary(Media media) {
        Media.Video video = media.video();
        if (video == null) {
            return null;
        }
        String size =
                video.width() == null || video.height() == null
                        ? null
                        : video.width() + "x" + video.height();
        return Stream.of(size, rate(video.frameRate()), video.format())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    /** Such as {@code 1280x720 25 fps H.264 and AAC}. */
    static String tracks(Media media) {
        String video = summary(media);
        String audio = media.audio() == null ? null : media.audio().format();
        if (video == null) {
            return audio + " without video";
        }
        return audio == null ? video + " without audio" : video + " and " + audio;
    }

    private static @Nullable String rate(@Nullable Double framesPerSecond) {
        return framesPerSecond == null
                ? null
                : BigDecimal.valueOf(framesPerSecond)
                                .setScale(2, RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " fps";
    }
}
