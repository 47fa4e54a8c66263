package dev.streamapp.e2e.browser;

import dev.streamapp.e2e.gateway.Desk;
import dev.streamapp.e2e.gateway.Recipient;
import java.util.HashMap;
import java.util.Map;

/** A desk whose admin works with the pages. */
public final class PageDesk implements Desk {
    private final StreamPages streams;
    private final OrderPages orders;
    private final Map<String, Handover> accesses = new HashMap<>();

    /** Begins to work in a browser where an admin has logged in. */
    public PageDesk(AdminPages pages) {
        this.streams = new StreamPages(pages);
        this.orders = new OrderPages(pages);
    }

    @Override
    public void camera(String stream) {
        streams.create(stream);
    }

    @Override
    public void order(String number, Recipient customer) {
        orders.create(number, customer);
    }

    @Override
    public void assign(String stream, String number, String label) {
        orders.open(number);
        orders.assign(stream, label);
    }

    @Override
    public void createAccess(String number) {
        orders.open(number);
        accesses.put(number, orders.createAccess());
        orders.closeHandover();
    }

    @Override
    public void revoke(String number) {
        orders.open(number);
        orders.revoke(access(number).login());
    }

    /** What was shown when the access was created. */
    public Handover access(String number) {
        Handover access = accesses.get(number);
        if (access == null) {
            throw new IllegalStateException("no access to " + number + " was created here");
        }
        return access;
    }
}
