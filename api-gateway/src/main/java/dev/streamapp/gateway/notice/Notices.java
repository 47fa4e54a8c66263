package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.notice.NoticeStatus.Channel;
import dev.streamapp.gateway.platform.Secret;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Notices to customers. All that is asked for here is written in the transaction of the caller, so
 * that it is sent exactly when the caller's deed is kept.
 */
public interface Notices {

    /**
     * Has login, password and link sent by every channel that the recipient and the settings offer.
     * Notices of the same access that still wait, with a former password, are cancelled.
     *
     * @return what waits now; empty when the customer can be reached by no channel
     */
    List<NoticeStatus> accessCreated(UUID accessId, Recipient recipient, Secret password);

    /**
     * Has the same sent once more, where a password still waits for delivery.
     *
     * @return false when no password is left: make a new one and call {@link #accessCreated}
     */
    boolean resend(UUID accessId, Recipient recipient);

    /** Sends nothing more of an access that was revoked, and forgets its password. */
    void cancel(UUID accessId);

    /** The notices of an access, the latest first. */
    List<NoticeStatus> of(UUID accessId);

    /**
     * The link that a customer gets: the settings' template with {@code {login}}, {@code {order}}
     * and {@code {language}} filled in where it has them.
     *
     * @param orderNumber as the shop writes it
     */
    String link(String login, String orderNumber, String language);

    /** What can be sent by hand: the words of the mail, as text. */
    String letter(Invitation invitation);

    /** Where a notice would go, by each channel that the recipient and the settings offer. */
    Map<Channel, String> ways(Recipient recipient);
}
