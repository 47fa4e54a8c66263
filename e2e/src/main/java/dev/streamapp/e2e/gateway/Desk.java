package dev.streamapp.e2e.gateway;

/** What the shop does for a customer, by whatever means: the API or its pages. */
public interface Desk {
    /** Asks for a stream that a camera publishes to. */
    void camera(String stream);

    /** Writes down an order. */
    void order(String number, Recipient customer);

    /** Points a camera at an order's device. */
    void assign(String stream, String number, String label);

    /** Lets the customer of an order watch: login, password and link go out. */
    void createAccess(String number);

    /** Ends the access that was created last. */
    void revoke(String number);
}
