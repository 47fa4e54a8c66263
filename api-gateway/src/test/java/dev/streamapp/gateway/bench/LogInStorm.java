package dev.streamapp.gateway.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Wrong log-ins from many addresses, and an admin who works meanwhile. Nobody waits for answers.
 */
final class LogInStorm {

    static final int LOG_INS_A_SECOND = 100;
    static final int CALLS_A_SECOND = 10;
    static final int ADDRESSES = 100;
    static final int LOGINS = 2 * Scene.CUSTOMERS;

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int NO_ANSWER = 0;

    private final GatewayProcess gateway;
    private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<Double> times = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Integer> adminStatuses = new ConcurrentSkipListMap<>();

    LogInStorm(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    /**
     * What was answered.
     *
     * @param logIns how many by status; 0 means none within 30 s
     * @param calls an admin's, how many by status
     * @param times of the admin's calls in milliseconds, counted from when they were due, sorted
     */
    record Answers(Map<Integer, Integer> logIns, Map<Integer, Integer> calls, List<Double> times) {

        double percentile(double part) {
            return times.get(
                    (int) Math.min(times.size() - 1.0, Math.ceil(times.size() * part) - 1));
        }
    }

    Answers run(Duration time) throws InterruptedException {
        try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
                var requests = Executors.newVirtualThreadPerTaskExecutor()) {
            Thread logIns =
                    Thread.startVirtualThread(() ->
                            pace(
                                    LOG_INS_A_SECOND,
                                    time,
                                    number ->
                                            requests.execute(() ->
                                                    count(statuses, status(http, logIn(number))))));
            pace(
                    CALLS_A_SECOND,
                    time,
                    _ -> {
                        long due = System.nanoTime();
                        requests.execute(() -> {
                            count(adminStatuses, status(http, call()));
                            times.add((System.nanoTime() - due) / 1e6);
                        });
                    });
            logIns.join();
            // closing waits for the answers
        }
        return new Answers(statuses, adminStatuses, times.stream().sorted().toList());
    }

    /** Does something so often a second, at even times whatever became of what it did before. */
    private static void pace(int perSecond, Duration time, IntConsumer action) {
        long start = System.nanoTime();
        long pause = Duration.ofSeconds(1).toNanos() / perSecond;
        try {
            for (int i = 0; i < perSecond * time.toSeconds(); i++) {
                long early = start + i * pause - System.nanoTime();
                if (early > 0) {
                    TimeUnit.NANOSECONDS.sleep(early);
                }
                action.accept(i);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each address tries each login in turn, and so stays below the limits of both. */
    private HttpRequest logIn(int number) {
        int login = (number + number / ADDRESSES) % LOGINS;
        return HttpRequest.newBuilder(gateway.address("/api/live-stream/authenticate"))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", "198.51.100." + number % ADDRESSES)
                .POST(
                        BodyPublishers.ofString(
                                "{\"login\": \"%s\", \"password\": \"a guess\"}"
                                        .formatted(Scene.login(login))))
                .build();
    }

    private HttpRequest call() {
        return HttpRequest.newBuilder(gateway.address("/api/streams"))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + Scene.ADMIN_TOKEN)
                .build();
    }

    private static int status(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray()).statusCode();
        } catch (IOException e) {
            return NO_ANSWER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NO_ANSWER;
        }
    }

    private static void count(Map<Integer, Integer> counts, int status) {
        counts.merge(status, 1, Integer::sum);
    }
}
