package dev.streamapp.e2e.bench.media;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What makes HLS of streams that arrive by SRT, in processes that can be told apart. */
interface Packaging extends AutoCloseable {

    /** Of every publisher. */
    String PASSPHRASE = "a-passphrase-to-measure-with";

    /** For tables. */
    String name();

    /** Where a publisher of one of the streams sends to. */
    default String ingestUrl(int stream) {
        return "srt://127.0.0.1:%d?mode=caller&latency=200000".formatted(port(stream));
    }

    /** The UDP port of that address. */
    int port(int stream);

    /** The address of one stream's media playlist; only once there is one. */
    URI playlist(int stream) throws IOException, InterruptedException;

    /** The processes it consists of; their children count as well. */
    List<ProcessHandle> processes();

    /** After which it does no more than a stream needs that has been on air for hours. */
    default Duration warmUp() {
        return Duration.ofSeconds(20);
    }

    @Override
    void close();

    /** Makes one that is ready to take in so many streams. */
    interface Maker {
        Packaging make(Path directory, int streams) throws IOException, InterruptedException;
    }
}
