package dev.streamapp.gateway.viewing;

import org.jspecify.annotations.Nullable;

/**
 * Something that keeps a stream from playing.
 *
 * @param argument what the sentence is about; null where it needs nothing
 */
record Finding(Kind kind, @Nullable Object argument) {

    /** What there is to be found, in the API's sentences; pages have their own. */
    enum Kind {
        STOPPED(
                "The stream is stopped. Start it: POST /api/streams {\"stream_id\":\"%s\",\"action\":\"start\"}."),
        NOT_SEEN("The operator has not looked at the stream yet; is it running?"),
        NOBODY_PUBLISHES("Nobody publishes to the stream, so there is no picture."),
        CONDITION("%s"),
        NO_PACKAGER(
                "The packager does not answer the gateway (%s): its pod is not running, or a NetworkPolicy is in the way."),
        NO_PLAYLIST("The packager has no playlist: it answers %d."),
        NO_TIME("The playlist has no time or no target duration; players cannot use it."),
        STANDS_STILL("The newest part is %.1f s old: the picture stands still."),
        FUTURE("The newest part lies %.1f s in the future: clocks of the nodes differ.");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }
    }

    /** What is wrong and what to do. */
    String sentence() {
        return kind.sentence.formatted(argument);
    }
}
