package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.notice.NoticeStatus.Channel;
import dev.streamapp.gateway.platform.Settings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** Sends text messages by a provider's HTTP interface. */
final class HttpSmsCourier implements Courier {

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9]{5,15}");

    /** Time-out, too early and too many: another time it works. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final SmsRequest requests;
    private final NoticeTexts texts;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    HttpSmsCourier(Settings.Sms settings, NoticeTexts texts) {
        this.requests = new SmsRequest(settings);
        this.texts = texts;
    }

    @Override
    public Channel channel() {
        return Channel.SMS;
    }

    @Override
    public void deliver(Letter letter) throws DeliveryFailure {
        var request = requests.of(letter.id(), phone(letter), texts.sms(letter));
        int answer;
        try {
            // what it answers may repeat the message, and is read by nobody
            answer = client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw DeliveryFailure.passing("SMS provider: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DeliveryFailure.passing("Interrupted");
        }
        if (answer / 100 != 2) {
            String reason = "SMS provider: HTTP " + answer;
            throw answer / 100 == 4 && !PASSING.contains(answer)
                    ? DeliveryFailure.permanent(reason)
                    : DeliveryFailure.passing(reason);
        }
    }

    /** As people write numbers, without what separates the digits. */
    static String phone(Letter letter) throws DeliveryFailure {
        String digits = letter.recipient().replaceAll("[\\s().-]", "");
        if (!PHONE.matcher(digits).matches()) {
            throw DeliveryFailure.permanent("This is no telephone number: " + letter.recipient());
        }
        return digits;
    }
}
