package dev.streamapp.gateway.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The address a request comes from. X-Forwarded-For is believed for as many entries, from its end,
 * as the administrator has proxies; what stands before them anybody may have written.
 */
@Component
public class ClientAddress {

    private final int trustedHops;

    ClientAddress(Settings settings) {
        this.trustedHops = settings.trustedProxyHops();
    }

    /** The client's address as text, such as 203.0.113.7. */
    public String of(HttpServletRequest request) {
        List<String> way = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders("X-Forwarded-For"))) {
            Arrays.stream(header.split(",")).map(String::strip).forEach(way::add);
        }
        way.add(request.getRemoteAddr());
        String claimed = way.get(Math.max(0, way.size() - 1 - trustedHops));
        return isAddress(claimed) ? claimed : request.getRemoteAddr();
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return text.length() <= 64;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
