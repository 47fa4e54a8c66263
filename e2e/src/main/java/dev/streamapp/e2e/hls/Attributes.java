package dev.streamapp.e2e.hls;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The attribute list of a tag (RFC 8216bis 4.2). Reading one never fails: what is wrong becomes a
 * violation, and the value is taken as absent.
 */
final class Attributes {
    private static final Pattern PAIR =
            Pattern.compile("([A-Z0-9-]+)=(\"[^\"\\r\\n]*\"|[^\",\\s]+)(,|$)");
    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,20}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+(\\.[0-9]+)?");

    private final String where;
    private final Violations violations;
    private final Map<String, String> values = new LinkedHashMap<>();

    Attributes(Line.Tag tag, Violations violations) {
        this.where = "line " + tag.number() + ": #" + tag.name() + ":" + tag.value();
        this.violations = violations;
        Matcher pair = PAIR.matcher(tag.value());
        int at = 0;
        while (at < tag.value().length() && pair.find(at) && pair.start() == at) {
            if (values.putIfAbsent(pair.group(1), pair.group(2)) != null) {
                violations.add(Rule.ATTRIBUTE_ONCE, pair.group(1) + " in " + where);
            }
            at = pair.end();
        }
        boolean trailingComma = tag.value().endsWith(",");
        violations.require(
                at == tag.value().length() && at > 0 && !trailingComma,
                Rule.ATTRIBUTE_SYNTAX,
                where);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** The names present, in their order. */
    Iterable<String> names() {
        return values.keySet();
    }

    @Nullable String quoted(String name) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value.length() > 2 && value.startsWith("\"")) {
            return value.substring(1, value.length() - 1);
        }
        violations.add(Rule.ATTRIBUTE_SYNTAX, name + " is no quoted string in " + where);
        return null;
    }

    @Nullable String requiredQuoted(String name) {
        return required(name) ? quoted(name) : null;
    }

    @Nullable BigDecimal decimal(String name) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        if (DECIMAL.matcher(value).matches()) {
            return new BigDecimal(value);
        }
        violations.add(Rule.ATTRIBUTE_SYNTAX, name + " is no decimal number in " + where);
        return null;
    }

    @Nullable BigDecimal requiredDecimal(String name) {
        return required(name) ? decimal(name) : null;
    }

    @Nullable Long integer(String name) {
        String value = values.get(name);
        if (value == null) {
            return null;
        }
        if (INTEGER.matcher(value).matches()) {
            return Long.parseUnsignedLong(value);
        }
        violations.add(Rule.ATTRIBUTE_SYNTAX, name + " is no integer in " + where);
        return null;
    }

    /** True for {@code NAME=YES}; anything else that is not {@code NO} is a violation. */
    boolean yes(String name) {
        String value = values.get(name);
        violations.require(
                value == null || value.equals("YES") || value.equals("NO"),
                Rule.ATTRIBUTE_SYNTAX,
                name + " is not YES in " + where);
        return "YES".equals(value);
    }

    @Nullable String enumerated(String name) {
        String value = values.get(name);
        violations.require(
                value == null || !value.startsWith("\""),
                Rule.ATTRIBUTE_SYNTAX,
                name + " is quoted in " + where);
        return value;
    }

    boolean required(String name) {
        violations.require(
                values.containsKey(name), Rule.ATTRIBUTE_REQUIRED, "no " + name + " in " + where);
        return values.containsKey(name);
    }
}
