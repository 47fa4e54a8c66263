package dev.streamapp.operator.testing;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which rights a client makes use of, as {@code GROUP/RESOURCE VERB}, seen from its requests. */
public final class Rights implements Interceptor {

    private static final Pattern PATH =
            Pattern.compile(
                    "/apis?/(?:(?<group>[^/]+)/)?v1[^/]*(?:/namespaces/[^/]+)?/(?<resource>[a-z]+)(?:/(?<name>[^/]+))?(?<sub>/status)?");

    private final Set<String> used = new ConcurrentSkipListSet<>();

    public Set<String> used() {
        return used;
    }

    /** What the roles in a file grant. */
    public static Set<String> granted(String file) throws IOException {
        return Stream.of(Files.readString(Path.of(file)).split("(?m)^---$"))
                .map(text -> (Object) Serialization.unmarshal(text))
                .flatMap(role ->
                        role instanceof ClusterRole wide
                                ? wide.getRules().stream()
                                : ((Role) role).getRules().stream())
                .flatMap(Rights::granted)
                .collect(Collectors.toSet());
    }

    private static Stream<String> granted(PolicyRule rule) {
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream().map(kind -> group + "/" + kind))
                .flatMap(kind -> rule.getVerbs().stream().map(verb -> kind + " " + verb));
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        Matcher path = PATH.matcher(request.uri().getPath());
        if (!path.matches()) {
            return;
        }
        String group = path.group("group") == null ? "" : path.group("group");
        String sub = path.group("sub") == null ? "" : path.group("sub");
        String kind = group + "/" + path.group("resource") + sub;
        if (kind.equals("authorization.k8s.io/selfsubjectrulesreviews")) {
            // what one may do oneself everybody may ask
            return;
        }
        String query = String.valueOf(request.uri().getQuery());
        switch (request.method()) {
            case "POST" -> used.add(kind + " create");
            case "PUT" -> used.add(kind + " update");
            case "DELETE" -> used.add(kind + " delete");
            case "PATCH" -> {
                used.add(kind + " patch");
                if (sub.isEmpty()) {
                    // server-side apply creates what is not there
                    used.add(kind + " create");
                }
            }
            default -> {
                boolean one = path.group("name") != null;
                used.add(kind + (query.contains("watch=true") ? " watch" : one ? " get" : " list"));
            }
        }
    }
}
