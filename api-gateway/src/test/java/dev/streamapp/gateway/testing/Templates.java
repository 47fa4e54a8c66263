package dev.streamapp.gateway.testing;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What tests look for in templates. */
public final class Templates {

    private static final Pattern BETWEEN_TAGS = Pattern.compile(">([^<]+)");
    private static final Pattern IN_ATTRIBUTES =
            Pattern.compile(
                    "\\s(?:alt|title|placeholder|label|aria-label|aria-description|aria-valuetext)=\"([^\"]*)\"");

    /** What a person would read or hear, were the template shown as it is. */
    public static List<String> literals(String template) {
        String markup =
                template.replaceAll("(?s)<!--.*?-->", "").replaceFirst("<!doctype html>", "");
        return Stream.concat(all(BETWEEN_TAGS, markup), all(IN_ATTRIBUTES, markup))
                .map(found -> found.group(1))
                .filter(text -> !text.isBlank())
                .toList();
    }

    private static Stream<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private Templates() {}
}
