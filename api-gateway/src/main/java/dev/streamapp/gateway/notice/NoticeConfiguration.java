package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.platform.Messages;
import dev.streamapp.gateway.platform.Settings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which channels there are, as the settings say. */
@Configuration(proxyBeanMethods = false)
class NoticeConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeConfiguration.class);

    /** Where text messages are only logged: elsewhere nobody is to believe that they were sent. */
    private static final String DEVELOPMENT = "development";

    /** Times are those of the variable TZ. */
    @Bean
    NoticeTexts noticeTexts(Messages messages, Settings settings) {
        return new NoticeTexts(messages, settings.shopName(), ZoneId.systemDefault());
    }

    @Bean
    Couriers couriers(Settings settings, NoticeTexts texts) {
        var couriers = new ArrayList<Courier>();
        var mail = settings.mail();
        if (mail == null) {
            LOG.warn("MAIL_HOST is not set: customers get no mails");
        } else {
            couriers.add(new MailCourier(mail, texts, settings.shopName()));
        }
        var sms = settings.sms();
        if (sms != null) {
            couriers.add(new HttpSmsCourier(sms, texts));
        } else if (settings.environment().equals(DEVELOPMENT)) {
            couriers.add(new LoggedSmsCourier(texts));
        } else {
            LOG.warn("SMS_URL is not set: customers get no text messages");
        }
        return new Couriers(couriers);
    }

    @Bean
    DeliveryLoops deliveryLoops(
            Couriers couriers,
            Deliveries deliveries,
            Settings settings,
            PlatformTransactionManager transactions,
            Clock clock,
            MeterRegistry meters) {
        var cipher = new PasswordCipher(settings.noticeKey());
        var links = new LinkTemplate(settings.linkTemplate());
        return new DeliveryLoops(
                couriers.all().stream()
                        .map(courier ->
                                new Delivery(
                                        courier,
                                        deliveries,
                                        cipher,
                                        links,
                                        new TransactionTemplate(transactions),
                                        clock,
                                        meters))
                        .toList());
    }
}
