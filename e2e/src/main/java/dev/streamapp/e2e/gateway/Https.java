package dev.streamapp.e2e.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A client that trusts one certificate and no other, keeps cookies, and follows no redirect.
 * Addresses are sent as they are written, {@code ..} and {@code //} too.
 */
public final class Https implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String base;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client;

    /**
     * @param base {@code https://HOST:PORT}
     * @param certificate as PEM
     */
    public Https(String base, byte[] certificate) {
        this.base = base;
        this.client =
                HttpClient.newBuilder()
                        .sslContext(trusting(certificate))
                        .cookieHandler(cookies)
                        .connectTimeout(PATIENCE)
                        .build();
    }

    /**
     * @param path from {@code /} on, or the whole address
     * @param headers names and values in turn
     */
    public Answer get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    public Answer post(String path, String json, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return send("POST", path, json, all.toArray(String[]::new));
    }

    /** The value of a cookie; empty where there is none. */
    String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(cookie -> cookie.getValue())
                .findFirst()
                .orElse("");
    }

    private Answer send(String method, String path, String body, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create(path.startsWith("/") ? base + path : path))
                        .timeout(PATIENCE)
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        String asked = method + " " + path;
        try {
            var response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(asked, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(asked, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + asked, e);
        }
    }

    /** Trusts one certificate, given as PEM, and no other. */
    public static SSLContext trusting(byte[] certificate) {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "edge",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(certificate)));
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("not a certificate to trust", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
