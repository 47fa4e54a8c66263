package dev.streamapp.gateway.stream;

import dev.streamapp.crds.LiveStream;

/** News of one stream. */
sealed interface StreamChange {

    /** The stream's name. */
    String streamId();

    /** It is new or differs from before. */
    record Changed(LiveStream stream) implements StreamChange {

        @Override
        public String streamId() {
            return stream.getMetadata().getName();
        }
    }

    /** It is no more. */
    record Deleted(String streamId) implements StreamChange {}
}
