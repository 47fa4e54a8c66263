package dev.streamapp.gateway.testing;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which rights a client makes use of, as {@code GROUP/RESOURCE VERB}, seen from its requests. */
public final class UsedRights implements Interceptor {

    private static final Pattern PATH =
            Pattern.compile(
                    "/apis?/(?:(?<group>[^/]+)/)?v1[^/]*(?:/namespaces/[^/]+)?/(?<resource>[a-z]+)(?:/(?<name>[^/]+)(?<sub>/[a-z]+)?)?");

    private final Set<String> used = new ConcurrentSkipListSet<>();

    /** What was asked for so far. */
    public Set<String> used() {
        return Set.copyOf(used);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        Matcher path = PATH.matcher(request.uri().getPath());
        if (path.matches()) {
            used.add(
                    text(path.group("group"))
                            + "/"
                            + path.group("resource")
                            + text(path.group("sub"))
                            + " "
                            + verb(request, path.group("name") != null));
        }
    }

    private static String verb(HttpRequest request, boolean one) {
        boolean watch = String.valueOf(request.uri().getQuery()).contains("watch=true");
        return switch (request.method()) {
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> one ? "delete" : "deletecollection";
            default -> watch ? "watch" : one ? "get" : "list";
        };
    }

    private static String text(String group) {
        return group == null ? "" : group;
    }
}
