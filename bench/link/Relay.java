import dev.streamapp.packager.ingest.LossyLink;

/**
 * A candidate: Java between publisher and ffmpeg, which could read the headers of what passes. Only
 * the passing is here.
 *
 * <p>Arguments: own port, ffmpeg's port.
 */
final class Relay {
    public static void main(String[] arguments) throws Exception {
        new LossyLink(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        Thread.sleep(Long.MAX_VALUE);
    }
}
