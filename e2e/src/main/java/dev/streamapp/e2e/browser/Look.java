package dev.streamapp.e2e.browser;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A screen to see a page on. */
public record Look(Device device, boolean dark) {
    /** Sizes in CSS pixels. */
    public enum Device {
        DESKTOP(1280, 800),
        PHONE(390, 844),
        NARROW(320, 640);

        private final int width;
        private final int height;

        Device(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    /** Every device, light and dark. */
    public static List<Look> all() {
        return Arrays.stream(Device.values())
                .flatMap(device -> Stream.of(new Look(device, false), new Look(device, true)))
                .toList();
    }

    /** A telephone and a desk's screen by day; the desk comes last, for whoever works on there. */
    public static List<Look> light() {
        return List.of(new Look(Device.PHONE, false), new Look(Device.DESKTOP, false));
    }

    /** The same by night, then by day. */
    public static List<Look> darkAndLight() {
        return Stream.concat(
                        Stream.of(new Look(Device.PHONE, true), new Look(Device.DESKTOP, true)),
                        light().stream())
                .toList();
    }

    /** Such as {@code phone-dark}. */
    public String title() {
        return device.name().toLowerCase(java.util.Locale.ROOT) + (dark ? "-dark" : "-light");
    }

    void apply(Window page) {
        boolean hand = device != Device.DESKTOP;
        var driver = page.driver();
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        device.width,
                        "height",
                        device.height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        hand));
        driver.executeCdpCommand("Emulation.setTouchEmulationEnabled", Map.of("enabled", hand));
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of(
                                        "name",
                                        "prefers-color-scheme",
                                        "value",
                                        dark ? "dark" : "light"))));
    }
}
