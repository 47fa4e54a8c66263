package dev.streamapp.e2e.browser;

import dev.streamapp.e2e.gateway.Recipient;
import java.time.Duration;

/** The admins' list of orders, and the page of one. */
public final class OrderPages {
    private static final Duration DELIVERY = Duration.ofSeconds(20);

    private final AdminPages pages;

    public OrderPages(AdminPages pages) {
        this.pages = pages;
    }

    /** Creates an order in the dialog. */
    public void create(String number, Recipient customer) {
        pages.visit("/admin/orders");
        pages.dialog("new-order");
        pages.type("#new-number", number);
        pages.type("#new-device", "iPhone 15");
        pages.type("#new-customerName", customer.name());
        pages.click("#new-language option[value=" + customer.language() + "]");
        pages.type("#new-email", customer.mail());
        pages.type("#new-phone", "+420 777 123 456");
        pages.push("#new-order .primary");
        pages.await(
                "the page of " + number,
                Window.SOON,
                () -> pages.text("h1").contains(number) && pages.exists("#create-access-button"));
        pages.awaitQuiet();
    }

    /** Finds an order by its number, and opens its page. */
    public void open(String number) {
        if (pages.exists("#create-access-button") && pages.text("h1").endsWith(" " + number)) {
            return;
        }
        pages.visit("/admin/orders");
        pages.type("#search", number);
        pages.await(
                number + " and nothing else",
                Window.SOON,
                () ->
                        pages.text("#orders tbody").startsWith(number)
                                && pages.script(
                                                "return document.querySelectorAll('#orders tbody tr').length")
                                        .equals("1"));
        pages.push("#orders tbody a");
        pages.await(
                "the accesses of " + number,
                Window.SOON,
                () -> pages.exists("#create-access-button"));
        pages.awaitQuiet();
    }

    /** Points a camera at the order, taking it away from another one if need be. */
    public void assign(String stream, String label) {
        pages.dialog("assign");
        pages.push("#choice-" + stream);
        pages.type("#assign-label", label);
        boolean taken = pages.exists("#assign-form[hx-confirm]");
        pages.push("#assign .primary");
        if (taken) {
            pages.confirm();
        }
        pages.await(
                stream + " at the order",
                Window.SOON,
                () ->
                        pages.exists("#release-" + stream)
                                && !pages.element("#assign").isDisplayed());
        pages.awaitQuiet();
    }

    /** Opens the form with what is written about the order. */
    public void edit() {
        pages.dialog("edit-order");
    }

    /** Writes into a field of that form. */
    public void write(String field, String text) {
        pages.type("#edit-" + field, text);
    }

    /** What stands in a field of that form. */
    public String written(String field) {
        return pages.script("return document.getElementById(arguments[0]).value", "edit-" + field);
    }

    /** Sends the form, and waits until it is taken. */
    public void save() {
        pages.push("#edit-order .primary");
        pages.await(
                "a closed form", Window.SOON, () -> !pages.element("#edit-order").isDisplayed());
        pages.awaitQuiet();
    }

    /** Sends the form that somebody else was faster with; what is said of a field then. */
    public String contested(String field) {
        pages.push("#edit-order .primary");
        String remark = "#edit-" + field + "-problem";
        pages.await("a word about " + field, Window.SOON, () -> pages.exists(remark));
        return pages.text(remark);
    }

    /** Creates an access; the dialog with the password stays open. */
    public Handover createAccess() {
        pages.push("#create-access-button");
        pages.await("the password", Window.SOON, () -> pages.element("#handover").isDisplayed());
        return new Handover(
                pages.text("#handed-login"),
                pages.text("#handed-password"),
                pages.text("#handed-link"));
    }

    /** Waits until the open dialog says that everything has reached the customer. */
    public void awaitDelivery() {
        pages.await(
                "messages that are sent",
                DELIVERY,
                () ->
                        pages.exists("#handed-notices .badge.good")
                                && !pages.exists("#handed-notices .badge.starting"));
    }

    /** Closes the dialog with the password. */
    public void closeHandover() {
        pages.push("#handover [data-closes]");
        pages.await(
                "a closed dialog", Window.SOON, () -> !pages.element("#handover").isDisplayed());
        pages.awaitQuiet();
    }

    /** Ends an access, and says yes to the question. */
    public void revoke(String login) {
        String button = "button[id^=revoke-][aria-label*='" + login + "']";
        pages.push(button);
        pages.confirm();
        pages.await(login + " without that button", Window.SOON, () -> !pages.exists(button));
    }
}
