package dev.streamapp.gateway.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Whatever is logged while a stream's address is answered names that stream. */
final class StreamInLog implements HandlerInterceptor {

    private static final String NAMESPACE = "namespace";
    private static final String STREAM = "stream";

    /** Whatever else stands there is no stream's, and may be anything. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final String namespace;

    StreamInLog(String namespace) {
        this.namespace = namespace;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                        instanceof Map<?, ?> variables
                && variables.get("streamId") instanceof String stream
                && NAME.matcher(stream).matches()) {
            MDC.put(NAMESPACE, namespace);
            MDC.put(STREAM, stream);
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable Exception failure) {
        MDC.remove(NAMESPACE);
        MDC.remove(STREAM);
    }
}
