package dev.streamapp.e2e.bench.edge;

import dev.streamapp.e2e.bench.Teardown;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Command;
import dev.streamapp.e2e.gateway.Customer;
import dev.streamapp.e2e.hls.MediaPlaylist;
import dev.streamapp.e2e.hls.PlaylistReader;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Delivery with the question who may watch against the same nginx without it, in turns. */
final class Signed {
    private static final int PORT = 30451;
    private static final int ROUNDS = 5;
    private static final double AIM = 0.9;
    private static final String NAME = "unsigned";
    private static final Pattern RATE = Pattern.compile("Requests/sec: +([0-9.]+)");

    private final Site site;
    private final Duration time;

    Signed(Site site, Duration time) {
        this.site = site;
        this.time = time.dividedBy(2L * ROUNDS * 3);
    }

    /** Requests a second, the median of the rounds. */
    private record Rates(String what, long bytes, double signed, double unsigned) {
        double ratio() {
            return signed / unsigned;
        }
    }

    Measured run() {
        try (var teardown = new Teardown()) {
            deploy(teardown);
            Customer customer = site.large().customers(1).getFirst();
            var rates = new ArrayList<Rates>();
            for (String kind : List.of("init", "part", "segment", "playlist")) {
                rates.add(measure(kind, customer));
            }
            return new Measured(
                    page(rates),
                    rates.stream()
                            .filter(rate -> rate.ratio() < AIM)
                            .map(rate -> "signed " + rate.what())
                            .toList());
        }
    }

    /** The file is one of the moment: those of long ago are gone. */
    private Rates measure(String kind, Customer customer) {
        var signed = new ArrayList<Double>();
        var unsigned = new ArrayList<Double>();
        long bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String file = file(kind, customer);
            bytes = customer.fetch(site.large().stream().name(), file).granted().body().length;
            signed.add(wrk(site.large().folder(customer) + file));
            unsigned.add(wrk("https://" + site.cluster().nodeAddress() + ":" + PORT + "/" + file));
        }
        return new Rates(kind, bytes, median(signed), median(unsigned));
    }

    private String file(String kind, Customer customer) {
        if (kind.equals("playlist")) {
            return "live.m3u8";
        }
        var answer = customer.fetch(site.large().stream().name(), "live.m3u8").granted();
        var playlist = (MediaPlaylist) PlaylistReader.read(answer.body()).playlist();
        var segment = playlist.segments().getLast();
        return switch (kind) {
            case "init" -> String.valueOf(segment.map());
            case "part" -> segment.parts().getLast().uri();
            default -> segment.uri();
        };
    }

    private double wrk(String address) {
        String output =
                Command.run(
                                Cluster.root(),
                                "wrk",
                                "--threads=1",
                                "--connections=16",
                                "--duration=" + Math.max(1, time.toSeconds()) + "s",
                                address)
                        .orFail()
                        .output();
        var rate = RATE.matcher(output);
        if (!rate.find() || output.contains("Non-2xx")) {
            throw new IllegalStateException("not every answer was good: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private void deploy(Teardown teardown) {
        String namespace = site.shop().installation().namespace();
        String packager =
                site.large().stream().name()
                        + "-hls."
                        + site.shop().installation().streamNamespace()
                        + ".svc.cluster.local:8080";
        var client = site.cluster().client();
        var settings =
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(NAME)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withData(
                                Map.of(
                                        "nginx.conf",
                                        read("bench/edge/unsigned.conf")
                                                .replace("PACKAGER", packager)))
                        .build();
        client.resource(settings).serverSideApply();
        teardown.add(() -> client.resource(settings).delete());
        var workload =
                client.load(
                        new ByteArrayInputStream(
                                read("bench/edge/unsigned.yaml")
                                        .replace("RELEASE", site.shop().installation().release())
                                        .replace("NAMESPACE", namespace)
                                        .replace("NODE_PORT", String.valueOf(PORT))
                                        .getBytes(StandardCharsets.UTF_8)));
        workload.serverSideApply();
        teardown.add(workload::delete);
        site.cluster()
                .kubectl(
                        "rollout",
                        "status",
                        "deployment/" + NAME,
                        "-n",
                        namespace,
                        "--timeout=60s");
    }

    private static String read(String file) {
        try {
            return Files.readString(Cluster.root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page(List<Rates> rates) {
        var page =
                new StringBuilder(
                        """
                        | file | size | signed, requests a second | unsigned | signed of unsigned |
                        |---|---|---|---|---|
                        """);
        for (Rates rate : rates) {
            page.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %.1f kB | %.0f | %.0f | %.0f %% |%n",
                            rate.what(),
                            rate.bytes() / 1e3,
                            rate.signed(),
                            rate.unsigned(),
                            100 * rate.ratio()));
        }
        return page
                + """

                - The edge against an nginx of the same image and node, with the same cache and TLS, that asks nobody: in turns, %d rounds, medians; wrk over
                  16 connections that stay. Both and wrk share the processors. Aim: at least 90 %%.

                """
                        .formatted(ROUNDS);
    }
}
