package dev.streamapp.packager.media;

/** One track of the input, as its initialization section describes it. */
public sealed interface Track {
    int id();

    /** Ticks per second of the track's decode times and durations. */
    long timescale();

    /** For the CODECS attribute (RFC 6381). */
    String codec();

    /** For people: H.264, AAC. */
    String format();

    record Video(int id, long timescale, String codec, String format, int width, int height)
            implements Track {}

    record Audio(int id, long timescale, String codec, String format, int sampleRate, int channels)
            implements Track {}
}
