package dev.streamapp.e2e.gateway;

import java.util.HashMap;
import java.util.Map;

/** A desk whose admin works with the API. */
public final class RestDesk implements Desk {
    private final Admin admin;
    private final Map<String, String> orders = new HashMap<>();
    private final Map<String, Access> accesses = new HashMap<>();

    public RestDesk(Admin admin) {
        this.admin = admin;
    }

    @Override
    public void camera(String stream) {
        admin.task(stream).granted();
    }

    @Override
    public void order(String number, Recipient customer) {
        orders.put(number, admin.order(number, customer));
    }

    @Override
    public void assign(String stream, String number, String label) {
        admin.assign(stream, id(number), label);
    }

    @Override
    public void createAccess(String number) {
        accesses.put(number, admin.access(id(number)));
    }

    @Override
    public void revoke(String number) {
        admin.revoke(access(number)).granted();
    }

    /** What was shown when the access was created. */
    public Access access(String number) {
        Access access = accesses.get(number);
        if (access == null) {
            throw new IllegalStateException("no access to " + number + " was created here");
        }
        return access;
    }

    private String id(String number) {
        String id = orders.get(number);
        if (id == null) {
            throw new IllegalStateException(number + " was not written down here");
        }
        return id;
    }
}
