package dev.streamapp.gateway.testing;

import dev.streamapp.gateway.platform.Settings;
import java.util.HashMap;
import java.util.Map;

/** Settings of a gateway under test. */
public final class Environment {

    /** The password of the first admin, "admin". */
    public static final String ADMIN_PASSWORD = "correct horse battery staple";

    /** The host customers see. */
    public static final String HOST = "live.example.com";

    private static final Map<String, String> VARIABLES =
            Map.ofEntries(
                    Map.entry("DB_HOST", "127.0.0.1"),
                    Map.entry("DB_USER", "postgres"),
                    Map.entry("DB_PASSWORD", "postgres"),
                    Map.entry("DB_SSLMODE", "disable"),
                    Map.entry("STREAM_TOKEN_SECRET", "stream-token-secret-of-the-tests-0123456789"),
                    Map.entry("JWT_SECRET", "json-web-token-secret-of-the-tests-0123456789"),
                    Map.entry("NOTICE_SECRET", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="),
                    Map.entry("ADMIN_PASSWORD", ADMIN_PASSWORD),
                    Map.entry("CDN_DOMAIN", HOST),
                    Map.entry("ALLOWED_ORIGINS", "https://shop.example.com"),
                    Map.entry("ENVIRONMENT", "test"));

    private Environment() {}

    /** Settings for a database of {@link Databases}, changed and completed by some variables. */
    public static Settings settings(String database, Map<String, String> changes) {
        return Settings.from(variables(database, changes));
    }

    /** Settings for what needs no database. */
    public static Settings without(Map<String, String> changes) {
        var all = new HashMap<>(VARIABLES);
        all.put("DB_NAME", "none");
        all.putAll(changes);
        return Settings.from(all);
    }

    /** The variables themselves; a change to an empty text takes a variable away. */
    public static Map<String, String> variables(String database, Map<String, String> changes) {
        var all = new HashMap<>(VARIABLES);
        all.put("DB_NAME", database);
        all.put("DB_PORT", Integer.toString(Databases.port()));
        all.putAll(changes);
        return all;
    }
}
