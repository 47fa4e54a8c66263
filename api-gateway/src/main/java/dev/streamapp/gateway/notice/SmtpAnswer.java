package dev.streamapp.gateway.notice;

import jakarta.mail.MessagingException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;

/**
 * Why a mail server did not take a mail.
 *
 * @param code SMTP's; 0 when it did not come to an answer
 */
record SmtpAnswer(int code, String text) {

    private static final int PERMANENT = 500;

    /** Says "too many recipients", "no such mailbox" and the like about one address. */
    static SmtpAnswer of(MailException failure) {
        String told = failure.getMessage();
        var waiting = new ArrayDeque<Throwable>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        add(waiting, failure);
        while (!waiting.isEmpty()) {
            Throwable cause = waiting.poll();
            if (!seen.add(cause)) {
                continue;
            }
            switch (cause) {
                case SMTPAddressFailedException refused -> {
                    return new SmtpAnswer(refused.getReturnCode(), text(refused));
                }
                case SMTPSendFailedException refused when refused.getNextException() == null -> {
                    return new SmtpAnswer(refused.getReturnCode(), text(refused));
                }
                case MailSendException several -> {
                    for (Exception one : several.getMessageExceptions()) {
                        add(waiting, one);
                    }
                }
                default -> told = text(cause);
            }
            add(waiting, cause instanceof MessagingException m ? m.getNextException() : null);
            add(waiting, cause.getCause());
        }
        return new SmtpAnswer(0, told == null ? "no answer" : told);
    }

    DeliveryFailure failure() {
        String reason =
                code == 0 ? "Mail server: " + text : "Mail server: %d %s".formatted(code, text);
        return code >= PERMANENT
                ? DeliveryFailure.permanent(reason)
                : DeliveryFailure.passing(reason);
    }

    private static void add(ArrayDeque<Throwable> waiting, @Nullable Throwable cause) {
        if (cause != null) {
            waiting.add(cause);
        }
    }

    private static String text(Throwable cause) {
        String text = cause.getMessage();
        return text == null ? cause.getClass().getSimpleName() : text.strip();
    }
}
