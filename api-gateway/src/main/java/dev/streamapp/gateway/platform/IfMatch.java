package dev.streamapp.gateway.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * On which version of a thing a change insists (RFC 9110, section 13.1.1), so that it does not
 * overwrite what somebody else changed meanwhile.
 *
 * @param tags one of them has to be the present one; null insists on nothing
 */
public record IfMatch(@Nullable List<ETag> tags) {

    /** For whoever does not mind. */
    public static final IfMatch ANYTHING = new IfMatch(null);

    /**
     * Reads the header {@code If-Match}.
     *
     * @throws ProblemException 400, when there is one without any entity tag
     */
    public static IfMatch of(@Nullable String header) {
        if (header == null) {
            return ANYTHING;
        }
        List<ETag> tags = ETag.parse(header);
        if (tags.isEmpty()) {
            throw ProblemException.of(HttpStatus.BAD_REQUEST, "If-Match holds no entity tag.")
                    .with(HttpHeaders.IF_MATCH, "must be the ETag of an answer, such as \"1\"");
        }
        return new IfMatch(tags);
    }

    /** The entity tag of a version, as the header {@code ETag} tells it. */
    public static String tag(long version) {
        return present(version).formattedTag();
    }

    /** Whether a thing of this version may be changed. */
    public boolean holds(long version) {
        return tags == null
                || tags.stream()
                        .anyMatch(tag -> tag.isWildcard() || tag.compare(present(version), true));
    }

    private static ETag present(long version) {
        return new ETag(Long.toString(version), false);
    }
}
