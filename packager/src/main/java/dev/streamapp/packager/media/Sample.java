package dev.streamapp.packager.media;

/**
 * One frame of one track, in ticks of that track.
 *
 * @param compositionOffset presentation time minus decode time
 * @param flags sample flags (ISO/IEC 14496-12, 8.8.3.1)
 * @param offset of its bytes in the fragment's data
 */
public record Sample(
        int trackId,
        long decodeTime,
        long duration,
        int compositionOffset,
        int flags,
        int offset,
        int size) {
    private static final int NON_SYNC = 0x10000;

    /** Whether decoding can start here: a key frame of video, any frame of audio. */
    public boolean sync() {
        return (flags & NON_SYNC) == 0;
    }
}
