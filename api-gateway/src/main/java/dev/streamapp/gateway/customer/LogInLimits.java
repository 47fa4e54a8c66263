package dev.streamapp.gateway.customer;

import dev.streamapp.gateway.platform.RateLimit;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/**
 * How often one may try to log in, by each replica's own count. A login is counted together with
 * the address it is tried from: from elsewhere nobody can lock its owner out.
 */
@Component
class LogInLimits {

    static final int PER_ADDRESS = 30;
    static final int PER_LOGIN_AND_ADDRESS = 10;

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    private final RateLimit addresses;
    private final RateLimit logins;

    LogInLimits(Clock clock) {
        this.addresses = new RateLimit(PER_ADDRESS, WINDOW, clock);
        this.logins = new RateLimit(PER_LOGIN_AND_ADDRESS, WINDOW, clock);
    }

    /** Counts an attempt; how long to wait before the next one, zero when this one may go on. */
    Duration take(String login, String address) {
        String network = network(address);
        Duration wait = addresses.take(network);
        return wait.isPositive() ? wait : logins.take(network + ' ' + login);
    }

    /** A household has as many IPv6 addresses as it likes, all in the same half. */
    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == IPV6_BYTES
                    ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
