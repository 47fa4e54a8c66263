package dev.streamapp.gateway.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Whether the streaming half works. Anybody learns one word: {@code ok}; {@code degraded}, when the
 * operator does not follow or a stream is in error; {@code unavailable}, when Kubernetes does not
 * answer. Admins learn more.
 */
@RestController
class StreamingHealthController {

    private static final String ROLE = "ROLE_ADMIN";

    private final Streams streams;
    private final OperatorPulse operator;

    StreamingHealthController(Streams streams, OperatorPulse operator) {
        this.streams = streams;
        this.operator = operator;
    }

    /** The word, and for admins what it comes from. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Health(String status, @Nullable Detail detail) {}

    /**
     * For admins.
     *
     * @param kubernetes whether changes of streams arrive here
     * @param operator whether the operator observes changes in time
     * @param streams how many are in each state
     */
    record Detail(boolean kubernetes, boolean operator, Map<String, Integer> streams) {}

    @GetMapping("/streaming/api/health")
    ResponseEntity<Health> health(@Nullable Authentication authentication) {
        Map<String, Integer> states = new TreeMap<>();
        streams.all()
                .forEach(stream ->
                        states.merge(
                                streams.word(stream.getMetadata().getName()), 1, Integer::sum));
        var detail = new Detail(streams.loaded() && streams.watching(), operator.beats(), states);
        boolean available = detail.kubernetes();
        boolean well = detail.operator() && !states.containsKey(StreamStatus.ERROR.word());
        String word = available ? (well ? "ok" : "degraded") : "unavailable";
        return ResponseEntity.status(available ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(new Health(word, isAdmin(authentication) ? detail : null));
    }

    private static boolean isAdmin(@Nullable Authentication authentication) {
        return authentication != null
                && authentication.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .anyMatch(ROLE::equals);
    }
}
