package dev.streamapp.gateway.platform;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator decided, read from the environment once.
 *
 * @param database where people, orders and accesses are kept
 * @param streamTokenKeys sign playback addresses
 * @param jwtKeys sign customers' bearer tokens
 * @param customerTokenLife how long a customer's bearer token and its addresses hold
 * @param adminSessionLife how long after its log-in an admin's session ends at the latest
 * @param adminPassword password of the first admin, used while there is no admin; null makes none
 * @param noticeSecret Base64 of the 32 bytes that encrypt passwords waiting for delivery
 * @param publicHost host that customers' browsers see
 * @param cdn passes media on to viewers; null means they come from the public host
 * @param streamsNamespace the one namespace whose LiveStreams are served
 * @param clusterDomain DNS domain of the cluster
 * @param trustedProxyHops proxies in front whose X-Forwarded-For entries are believed
 * @param allowedOrigins origins of other sites that may call the API and embed the player
 * @param linkTemplate the link customers get
 * @param environment such as production; appears in the log
 * @param mail server for notices; null sends no mail
 * @param sms provider of text messages; null sends none, and in development writes them to the log
 * @param shopName signs notices
 * @param oidc where admins log in besides; null means nowhere
 * @param logFormat how lines of the log look
 * @param tracing where requests are told of; null means nowhere
 */
public record Settings(
        Database database,
        Keys streamTokenKeys,
        Keys jwtKeys,
        Duration customerTokenLife,
        Duration adminSessionLife,
        @Nullable Secret adminPassword,
        Secret noticeSecret,
        String publicHost,
        @Nullable Cdn cdn,
        String streamsNamespace,
        String clusterDomain,
        int trustedProxyHops,
        List<String> allowedOrigins,
        String linkTemplate,
        String environment,
        @Nullable Mail mail,
        @Nullable Sms sms,
        String shopName,
        @Nullable Oidc oidc,
        LogFormat logFormat,
        @Nullable Tracing tracing) {

    /** For people, or for machines. */
    public enum LogFormat {
        TEXT,
        JSON
    }

    /**
     * A PostgreSQL database.
     *
     * @param sslMode as libpq's: disable, allow, prefer, require, verify-ca or verify-full
     * @param authorities file with the certificates (PEM) that the server's may be signed by; null
     *     means those that Java trusts
     */
    public record Database(
            String host,
            int port,
            String user,
            Secret password,
            String name,
            String sslMode,
            @Nullable String authorities) {

        /** The address for JDBC; an absent server is noticed within seconds. */
        public String url() {
            return "jdbc:postgresql://%s:%d/%s?sslmode=%s%s&connectTimeout=3&loginTimeout=3&socketTimeout=30&tcpKeepAlive=true&ApplicationName=streamapp-gateway"
                    .formatted(host, port, name, sslMode, trust());
        }

        /** Whether the server has to show who it is. */
        boolean verifies() {
            return sslMode.startsWith("verify-");
        }

        private String trust() {
            if (!verifies()) {
                return "";
            }
            return authorities == null
                    ? "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory"
                    : "&sslrootcert=" + URLEncoder.encode(authorities, StandardCharsets.UTF_8);
        }
    }

    /**
     * A CDN in front of the edge, for media alone.
     *
     * @param domain host, with its port if it has one, that media are listed under
     * @param renewal how long media are listed under one token; it stays good for as long again
     */
    public record Cdn(String domain, Duration renewal) {}

    /**
     * A mail server.
     *
     * @param user null means without log-in
     * @param from the sender's address
     * @param startTls whether an unencrypted connection is refused
     */
    public record Mail(
            String host,
            int port,
            @Nullable String user,
            @Nullable Secret password,
            String from,
            boolean startTls) {}

    /**
     * A provider of text messages, called by HTTP.
     *
     * @param body template in which {@code {phone}} and {@code {text}} are replaced
     * @param headers sent with each call; may hold the provider's key
     */
    public record Sms(URI url, String method, String body, Map<String, Secret> headers) {}

    /**
     * An OpenID Connect provider that knows admins.
     *
     * @param issuer as its ID tokens name it; {@code /.well-known/openid-configuration} is below it
     * @param adminClaim claim of the ID token that tells admins from others
     * @param adminValue what it has to be, or to contain where it is a list
     */
    public record Oidc(
            URI issuer,
            String clientId,
            Secret clientSecret,
            String adminClaim,
            String adminValue) {}

    /**
     * A collector of traces.
     *
     * @param endpoint where it takes OTLP over HTTP
     * @param sampling which part of the requests is told of, of those that no caller decided on
     */
    public record Tracing(URI endpoint, double sampling) {}

    /** The address of everything public, without a slash at its end. */
    public String publicUrl() {
        return "https://" + publicHost;
    }

    /** The AES-256 key for passwords that wait for delivery. */
    public byte[] noticeKey() {
        return Base64.getDecoder().decode(noticeSecret.text());
    }

    /**
     * Reads the environment.
     *
     * @throws IllegalArgumentException naming every variable that is missing or wrong
     */
    public static Settings from(Map<String, String> environment) {
        var reading = new SettingsReading(environment);
        String host = reading.publicHost();
        var settings =
                new Settings(
                        database(reading),
                        reading.keys("STREAM_TOKEN_SECRET"),
                        reading.keys("JWT_SECRET"),
                        customerTokenLife(reading),
                        adminSessionLife(reading),
                        reading.adminPassword(),
                        reading.aesKey("NOTICE_SECRET"),
                        host,
                        cdn(reading, host),
                        reading.text("STREAMS_NAMESPACE", "streamapp-streams"),
                        reading.text("CLUSTER_DOMAIN", "cluster.local"),
                        reading.number("TRUSTED_PROXY_HOPS", 0, 0, 20),
                        reading.origins("ALLOWED_ORIGINS"),
                        reading.text("LINK_TEMPLATE", "https://" + host + "/live-stream"),
                        reading.text("ENVIRONMENT", "production"),
                        mail(reading),
                        sms(reading),
                        reading.text("SHOP_NAME", "Repair LIVE"),
                        oidc(reading),
                        logFormat(reading),
                        tracing(reading));
        reading.complain();
        return settings;
    }

    private static LogFormat logFormat(SettingsReading reading) {
        return reading.oneOf("LOG_FORMAT", "text", List.of("text", "json")).equals("json")
                ? LogFormat.JSON
                : LogFormat.TEXT;
    }

    private static Duration customerTokenLife(SettingsReading reading) {
        return Duration.ofSeconds(reading.number("CUSTOMER_TOKEN_SECONDS", 14_400, 60, 86_400));
    }

    private static Duration adminSessionLife(SettingsReading reading) {
        return Duration.ofSeconds(reading.number("ADMIN_SESSION_SECONDS", 43_200, 300, 604_800));
    }

    private static Database database(SettingsReading reading) {
        var database = databaseOf(reading);
        reading.check(
                database.authorities() != null || !database.sslMode().equals("verify-ca"),
                "DB_SSLMODE verify-ca needs DB_SSLROOTCERT: any site's certificate would do");
        return database;
    }

    private static Database databaseOf(SettingsReading reading) {
        return new Database(
                reading.required("DB_HOST"),
                reading.number("DB_PORT", 5432, 1, 65535),
                reading.required("DB_USER"),
                new Secret(reading.required("DB_PASSWORD")),
                reading.required("DB_NAME"),
                reading.oneOf(
                        "DB_SSLMODE",
                        "prefer",
                        List.of(
                                "disable",
                                "allow",
                                "prefer",
                                "require",
                                "verify-ca",
                                "verify-full")),
                reading.optional("DB_SSLROOTCERT"));
    }

    /** A domain that is the public host too is no CDN: media come from beside their playlists. */
    private static @Nullable Cdn cdn(SettingsReading reading, String publicHost) {
        String domain = reading.host("CDN_DOMAIN");
        var renewal = Duration.ofSeconds(reading.number("CDN_TOKEN_SECONDS", 600, 60, 600));
        return domain == null || domain.equalsIgnoreCase(publicHost)
                ? null
                : new Cdn(domain, renewal);
    }

    private static @Nullable Mail mail(SettingsReading reading) {
        String host = reading.optional("MAIL_HOST");
        return host == null
                ? null
                : new Mail(
                        host,
                        reading.number("MAIL_PORT", 587, 1, 65535),
                        reading.optional("MAIL_USER"),
                        reading.secret("MAIL_PASSWORD"),
                        reading.required("MAIL_FROM"),
                        reading.flag("MAIL_STARTTLS", true));
    }

    private static @Nullable Sms sms(SettingsReading reading) {
        URI url = reading.httpAddress("SMS_URL");
        return url == null
                ? null
                : new Sms(
                        url,
                        reading.oneOf("SMS_METHOD", "POST", List.of("GET", "POST", "PUT")),
                        reading.text("SMS_BODY", ""),
                        reading.headers("SMS_HEADERS"));
    }

    private static @Nullable Tracing tracing(SettingsReading reading) {
        URI endpoint = reading.httpAddress("TRACING_ENDPOINT");
        double sampling = reading.fraction("TRACING_SAMPLING", "0.1");
        return endpoint == null ? null : new Tracing(endpoint, sampling);
    }

    private static @Nullable Oidc oidc(SettingsReading reading) {
        URI issuer = reading.httpAddress("OIDC_ISSUER");
        return issuer == null
                ? null
                : new Oidc(
                        issuer,
                        reading.required("OIDC_CLIENT_ID"),
                        new Secret(reading.required("OIDC_CLIENT_SECRET")),
                        reading.text("OIDC_ADMIN_CLAIM", "groups"),
                        reading.required("OIDC_ADMIN_VALUE"));
    }
}
