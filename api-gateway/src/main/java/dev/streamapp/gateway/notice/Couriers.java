package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.notice.NoticeStatus.Channel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The channels that the settings offer. */
record Couriers(List<Courier> all) {

    /** Where the recipient can be reached, by channel. */
    Map<Channel, String> addressesOf(Recipient recipient) {
        var addresses = new LinkedHashMap<Channel, String>();
        for (Courier courier : all) {
            String address =
                    switch (courier.channel()) {
                        case MAIL -> recipient.email();
                        case SMS -> recipient.phone();
                    };
            if (address != null && !address.isBlank()) {
                addresses.put(courier.channel(), address.strip());
            }
        }
        return addresses;
    }
}
