package dev.streamapp.e2e.browser;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file of what hack/web/install fetched. */
public final class WebLibrary {
    private WebLibrary() {}

    public static Path file(String name) {
        Path file =
                Path.of(System.getProperty("streamapp.root", ".."), "hack/web/node_modules", name);
        if (!Files.exists(file)) {
            throw new IllegalStateException(file + " is missing; run: hack/web/install");
        }
        return file;
    }
}
