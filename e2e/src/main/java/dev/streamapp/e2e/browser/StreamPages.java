package dev.streamapp.e2e.browser;

import java.time.Duration;
import java.util.Objects;

/** The admins' list of streams, and the page of one. */
public final class StreamPages {
    private static final String NOTHING_SEEN = "-1";
    private static final String RECORDING = "#recordings li:first-child";

    private final AdminPages pages;

    public StreamPages(AdminPages pages) {
        this.pages = pages;
    }

    /** Creates a stream in the dialog; its id is proposed from its name. */
    public void create(String name) {
        pages.visit("/admin/streams");
        pages.dialog("new-stream");
        pages.type("#name", name);
        pages.push("#new-stream .primary");
        pages.awaitPage("/admin/streams/" + name);
    }

    public void open(String stream) {
        pages.visit("/admin/streams/" + stream);
    }

    /** Waits until a stream's row in the list says something; the page is not touched. */
    public void awaitRow(String stream, String status, Duration patience) {
        awaitBadge("#row-" + stream + " .badge", status, patience);
    }

    /** Waits until the page of a stream says something; the page is not touched. */
    public void awaitStatus(String status, Duration patience) {
        awaitBadge("#head .badge", status, patience);
    }

    private void awaitBadge(String badge, String status, Duration patience) {
        pages.await(badge + ": " + status, patience, () -> pages.text(badge).equals(status));
    }

    /** Has the picture shown, and waits until it moves. */
    public void watch(Duration patience) {
        pages.push("#watch");
        var before = new String[] {NOTHING_SEEN};
        pages.await(
                "a preview that moves",
                patience,
                () -> {
                    String now =
                            pages.script(
                                    "const camera = document.querySelector('#screen .camera'); return camera?.dataset.state === 'playing' ? camera.querySelector('video').currentTime : -1");
                    boolean moved =
                            !before[0].equals(NOTHING_SEEN)
                                    && Double.parseDouble(now) > Double.parseDouble(before[0]);
                    before[0] = now;
                    return moved;
                });
    }

    public void unwatch() {
        pages.push("#unwatch");
    }

    /** Has the passphrase shown. */
    public String passphrase() {
        return asked("#passphrase-show", "#passphrase");
    }

    /** Asks why it does not play; what is said first. */
    public String diagnosis() {
        return asked("[hx-target='#diagnosis']", "#diagnosis :is(p, li)");
    }

    /** Asks why it does not play until the first thing said begins so. */
    public void awaitDiagnosis(String beginning, Duration patience) {
        pages.await("a diagnosis: " + beginning, patience, () -> diagnosis().startsWith(beginning));
    }

    /** Asks by a button until there is an answer; what was said before stays until then. */
    private String asked(String button, String answer) {
        pages.await(
                answer,
                Window.SOON,
                () -> {
                    if (pages.exists(button)) {
                        pages.click(button);
                    }
                    pages.awaitQuiet();
                    return pages.exists(answer);
                });
        return pages.text(answer);
    }

    /**
     * Opens the page of a stream and waits for its newest recording; where it can be downloaded.
     */
    public String download(String stream) {
        pages.await(
                "a recording",
                Window.SOON,
                () -> {
                    // it is asked for once, when the page opens
                    open(stream);
                    pages.awaitQuiet();
                    return pages.exists(RECORDING);
                });
        return Objects.requireNonNull(pages.element(RECORDING + " a").getAttribute("href"));
    }

    /** Has the newest recording played, and waits until it moves. */
    public void replay(Duration patience) {
        pages.push(RECORDING + " [data-replay]");
        pages.await(
                "a recording that plays",
                patience,
                () ->
                        Boolean.parseBoolean(
                                pages.script(
                                        "return document.querySelector('#recordings video').currentTime > 1")));
    }

    /** Deletes the only recording, and says yes to the question. */
    public void deleteRecording() {
        pages.push(RECORDING + " .danger");
        pages.confirm();
        pages.await("no recording", Window.SOON, () -> !pages.exists(RECORDING));
    }

    /** Opens the log and waits for its first lines. */
    public void openLog(Duration patience) {
        pages.push("#log-open");
        pages.await("lines of the log", patience, () -> lines() > 0);
    }

    /** How many lines of the log are shown. */
    public int lines() {
        return Integer.parseInt(
                pages.script("return document.querySelectorAll('#log .line').length"));
    }

    /** Waits until the log has more lines than so many, and shows the last of them. */
    public void awaitLinesAfter(int lines, Duration patience) {
        pages.await(
                "a log that is followed",
                patience,
                () ->
                        lines() > lines
                                && Boolean.parseBoolean(
                                        pages.script(
                                                "const log = document.getElementById('log'); return log.scrollHeight - log.scrollTop - log.clientHeight < 2")));
    }
}
