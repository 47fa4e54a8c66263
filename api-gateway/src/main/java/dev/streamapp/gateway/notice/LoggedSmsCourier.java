package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.notice.NoticeStatus.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes text messages into the log instead of sending them, for development; no password in it.
 */
final class LoggedSmsCourier implements Courier {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedSmsCourier.class);

    private final NoticeTexts texts;

    LoggedSmsCourier(NoticeTexts texts) {
        this.texts = texts;
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public void deliver(Letter letter) throws DeliveryFailure {
        String phone = HttpSmsCourier.phone(letter);
        LOG.info("SMS to {}, not sent: {}", phone, texts.sms(letter.masked()));
    }
}
