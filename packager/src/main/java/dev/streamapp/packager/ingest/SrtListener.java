package dev.streamapp.packager.ingest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how SRT is listened for.
 *
 * @param passphrase 10-64 characters, or null for no encryption
 * @param keyLength of the AES key in bytes: 16, 24 or 32
 */
public record SrtListener(
        String address, int port, Duration latency, @Nullable String passphrase, int keyLength) {
    /** Never prints the passphrase. */
    @Override
    public String toString() {
        return address + ":" + port + (passphrase == null ? " unencrypted" : " encrypted");
    }
}
