package dev.streamapp.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** An OpenID Connect provider whose user is whoever a test says. */
final class OidcIssuer implements AutoCloseable {

    private final HttpServer server;
    private final RSAKey key;

    /** Body of the last request to the token endpoint. */
    final AtomicReference<String> tokenRequest = new AtomicReference<>("");

    private volatile String user = "";
    private volatile List<String> groups = List.of();
    private volatile String nonce = "";

    OidcIssuer() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        answer("/.well-known/openid-configuration", this::configuration);
        answer("/jwks", () -> new JWKSet(key.toPublicJWK()).toString());
        answer("/token", this::tokens);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The next log-in is this user's. */
    void logsIn(String name, List<String> memberOf, String nonceOfRequest) {
        user = name;
        groups = memberOf;
        nonce = nonceOfRequest;
    }

    private interface Body {
        String text() throws Exception;
    }

    private void answer(String path, Body body) {
        server.createContext(
                path,
                exchange -> {
                    if (path.equals("/token")) {
                        tokenRequest.set(
                                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    }
                    byte[] bytes;
                    try {
                        bytes = body.text().getBytes(UTF_8);
                    } catch (Exception e) {
                        throw new IOException(e);
                    }
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
    }

    private String configuration() {
        return """
        {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
         "jwks_uri": "%1$s/jwks", "response_types_supported": ["code"], "subject_types_supported": ["public"],
         "id_token_signing_alg_values_supported": ["RS256"]}
        """
                .formatted(url());
    }

    private String tokens() throws Exception {
        Instant now = Instant.now();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(url())
                        .subject("subject-of-" + user)
                        .audience("streamapp")
                        .claim("preferred_username", user)
                        .claim("groups", groups)
                        .claim("nonce", nonce)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(Duration.ofMinutes(5))))
                        .build();
        var token =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                        claims);
        token.sign(new RSASSASigner(key));
        return """
        {"access_token": "opaque", "token_type": "Bearer", "expires_in": 300, "id_token": "%s"}
        """
                .formatted(token.serialize());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
