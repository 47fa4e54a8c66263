package dev.streamapp.e2e.hls;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code EXT-X-PART-INF} and {@code EXT-X-SERVER-CONTROL} (RFC 8216bis 4.4.3.7 and
 * 4.4.3.8).
 */
final class ServerControl {
    private ServerControl() {}

    static @Nullable BigDecimal partTarget(Map<String, String> whole, Violations violations) {
        BigDecimal target = null;
        if (whole.containsKey("EXT-X-PART-INF")) {
            target = list(whole, "EXT-X-PART-INF", violations).requiredDecimal("PART-TARGET");
        }
        if (whole.containsKey("EXT-X-SERVER-CONTROL")) {
            check(
                    list(whole, "EXT-X-SERVER-CONTROL", violations),
                    targetDuration(whole),
                    target,
                    violations);
        } else {
            violations.require(
                    target == null, Rule.PART_HOLD_BACK_REQUIRED, "no EXT-X-SERVER-CONTROL");
        }
        return target;
    }

    private static void check(
            Attributes control,
            BigDecimal targetDuration,
            @Nullable BigDecimal partTarget,
            Violations violations) {
        BigDecimal holdBack = control.decimal("HOLD-BACK");
        violations.require(
                holdBack == null || holdBack.compareTo(times(3, targetDuration)) >= 0,
                Rule.HOLD_BACK,
                "HOLD-BACK " + holdBack + ", target duration " + targetDuration);
        BigDecimal boundary = control.decimal("CAN-SKIP-UNTIL");
        boolean ample = boundary == null || boundary.compareTo(times(6, targetDuration)) >= 0;
        violations.require(
                ample && (boundary != null || !control.yes("CAN-SKIP-DATERANGES")),
                Rule.SKIP_BOUNDARY,
                "CAN-SKIP-UNTIL " + boundary);
        control.yes("CAN-BLOCK-RELOAD");
        BigDecimal partHoldBack = control.decimal("PART-HOLD-BACK");
        violations.require(
                partTarget == null || partHoldBack != null,
                Rule.PART_HOLD_BACK_REQUIRED,
                "no PART-HOLD-BACK");
        if (partTarget != null && partHoldBack != null) {
            String found = "PART-HOLD-BACK " + partHoldBack + ", PART-TARGET " + partTarget;
            violations.require(
                    partHoldBack.compareTo(times(2, partTarget)) >= 0, Rule.PART_HOLD_BACK, found);
            violations.require(
                    partHoldBack.compareTo(times(3, partTarget)) >= 0,
                    Rule.PART_HOLD_BACK_AMPLE,
                    found);
        }
    }

    private static BigDecimal targetDuration(Map<String, String> whole) {
        String value = whole.getOrDefault("EXT-X-TARGETDURATION", "0");
        return value.matches("[0-9]{1,9}") ? new BigDecimal(value) : BigDecimal.ZERO;
    }

    private static BigDecimal times(int factor, BigDecimal value) {
        return value.multiply(BigDecimal.valueOf(factor));
    }

    private static Attributes list(Map<String, String> whole, String tag, Violations violations) {
        return new Attributes(new Line.Tag(0, tag, whole.getOrDefault(tag, "")), violations);
    }
}
