package dev.streamapp.e2e.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures of a page on every screen, and what is wrong with it there. */
public final class Gallery {
    private static final String TOO_WIDE =
            "return document.scrollingElement.scrollWidth - document.documentElement.clientWidth";

    private final Path directory;
    private final Axe axe = new Axe();
    private final List<String> complaints = new ArrayList<>();

    public Gallery(Path directory) {
        this.directory = directory;
    }

    /** Takes pictures of a page as it is now. */
    public void take(Window page, String state, String language, List<Look> looks) {
        for (Look look : looks) {
            look.apply(page);
            String title = "%s-%s-%s".formatted(state, language, look.title());
            save(title, page.picture());
            if (!page.script(TOO_WIDE).equals("0")) {
                complaints.add(title + ": has to be moved sideways");
            }
            axe.violations(page).forEach(found -> complaints.add(title + ": " + found));
        }
    }

    /** Everything that was wrong: accessibility, or too wide for the screen. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    private void save(String title, byte[] picture) {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(title + ".png"), picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
