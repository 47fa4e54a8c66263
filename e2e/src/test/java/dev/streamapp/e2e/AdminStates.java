package dev.streamapp.e2e;

import dev.streamapp.e2e.browser.AdminPages;
import dev.streamapp.e2e.browser.Gallery;
import dev.streamapp.e2e.browser.Look;
import dev.streamapp.e2e.browser.OrderPages;
import dev.streamapp.e2e.browser.StreamPages;
import java.time.Duration;
import java.util.List;

/** Goes through the admins' pages, and has pictures taken of them. */
final class AdminStates {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> LANGUAGES = List.of("ru", "cs", "en");

    private final AdminPages pages;
    private final Gallery gallery;

    AdminStates(AdminPages pages, Gallery gallery) {
        this.pages = pages;
        this.gallery = gallery;
    }

    /** Before the log-in. */
    void strangers() {
        pages.visit("/admin/log-in");
        for (String language : LANGUAGES) {
            pages.speak(language);
            take("log-in", language);
        }
    }

    /** What somebody sees who has just begun. */
    void beginners() {
        for (String page : List.of("streams", "orders", "tasks", "statistics")) {
            pages.visit("/admin/" + page);
            take(page + "-empty", "en");
        }
    }

    /** Every page with something in it. */
    void everyPage(String stream, String order) {
        for (String language : LANGUAGES) {
            pages.visit("/admin/settings").speak(language);
            take("settings", language);
            for (String page : List.of("streams", "orders", "tasks", "statistics", "audit")) {
                pages.visit("/admin/" + page);
                take(page, language);
            }
            stream(stream, language);
            order(order, language);
        }
    }

    private void stream(String stream, String language) {
        var one = new StreamPages(pages);
        one.open(stream);
        one.passphrase();
        one.diagnosis();
        one.openLog(PATIENCE);
        one.watch(PATIENCE);
        take("stream", language);
    }

    private void order(String number, String language) {
        var one = new OrderPages(pages);
        one.open(number);
        take("order", language);
        one.createAccess();
        one.awaitDelivery();
        take("password", language);
        one.closeHandover();
    }

    private void take(String page, String language) {
        gallery.take(
                pages, page, language, language.equals("en") ? Look.darkAndLight() : Look.light());
    }
}
