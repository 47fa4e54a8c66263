package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.notice.NoticeStatus.Channel;
import dev.streamapp.gateway.notice.Outbox.WaitingSecret;
import dev.streamapp.gateway.platform.Secret;
import dev.streamapp.gateway.platform.Settings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes notices into the outbox; delivery follows when the transaction is committed. */
@Service
class OutboxNotices implements Notices {

    private final Outbox outbox;
    private final Couriers couriers;
    private final PasswordCipher cipher;
    private final LinkTemplate links;
    private final NoticeTexts texts;
    private final Clock clock;

    OutboxNotices(
            Outbox outbox, Couriers couriers, NoticeTexts texts, Settings settings, Clock clock) {
        this.outbox = outbox;
        this.couriers = couriers;
        this.cipher = new PasswordCipher(settings.noticeKey());
        this.links = new LinkTemplate(settings.linkTemplate());
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public List<NoticeStatus> accessCreated(UUID accessId, Recipient recipient, Secret password) {
        Instant now = clock.instant();
        return replace(
                accessId,
                recipient,
                new WaitingSecret(
                        cipher.encrypt(accessId, password), now.plus(Outbox.PASSWORD_LIFE)),
                now);
    }

    @Override
    @Transactional
    public boolean resend(UUID accessId, Recipient recipient) {
        Instant now = clock.instant();
        var secret =
                outbox.secretOf(accessId, now).filter(waiting -> isReadable(accessId, waiting));
        secret.ifPresent(waiting -> replace(accessId, recipient, waiting, now));
        return secret.isPresent();
    }

    /** It is not after NOTICE_SECRET has changed. */
    private boolean isReadable(UUID accessId, WaitingSecret secret) {
        try {
            cipher.decrypt(accessId, secret.encrypted());
            return true;
        } catch (DeliveryFailure e) {
            return false;
        }
    }

    private List<NoticeStatus> replace(
            UUID accessId, Recipient recipient, WaitingSecret secret, Instant now) {
        outbox.cancel(accessId);
        var added =
                couriers.addressesOf(recipient).entrySet().stream()
                        .map(way ->
                                outbox.add(
                                        accessId,
                                        way.getKey(),
                                        way.getValue(),
                                        recipient.language(),
                                        secret,
                                        now))
                        .toList();
        return outbox.of(accessId).stream().filter(notice -> added.contains(notice.id())).toList();
    }

    @Override
    @Transactional
    public void cancel(UUID accessId) {
        outbox.cancel(accessId);
    }

    @Override
    public List<NoticeStatus> of(UUID accessId) {
        return outbox.of(accessId);
    }

    @Override
    public String link(String login, String orderNumber, String language) {
        return links.fill(login, orderNumber, language);
    }

    @Override
    public String letter(Invitation invitation) {
        String link =
                link(
                        invitation.login(),
                        invitation.orderNumber(),
                        invitation.language().getLanguage());
        return texts.letter(invitation, link);
    }

    @Override
    public Map<Channel, String> ways(Recipient recipient) {
        return couriers.addressesOf(recipient);
    }
}
