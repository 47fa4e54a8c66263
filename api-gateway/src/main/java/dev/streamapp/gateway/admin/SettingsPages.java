package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.admin.ApiTokens.ApiToken;
import dev.streamapp.gateway.platform.AdminPage;
import dev.streamapp.gateway.platform.Settings;
import dev.streamapp.gateway.platform.SettingsGroup;
import dev.streamapp.gateway.platform.SettingsGroup.Fact;
import java.security.Principal;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * What is configured, to read, without any secret; and what admins change for themselves: password
 * and API tokens. Of streams, notices and customers their own packages tell.
 */
@AdminPage
class SettingsPages {

    private final Settings settings;
    private final JdbcClient database;
    private final ApiTokens tokens;
    private final Clock clock;
    private final @Nullable String version;

    SettingsPages(
            Settings settings,
            JdbcClient database,
            ApiTokens tokens,
            Clock clock,
            ObjectProvider<BuildProperties> build) {
        this.settings = settings;
        this.database = database;
        this.tokens = tokens;
        this.clock = clock;
        BuildProperties properties = build.getIfAvailable();
        this.version = properties == null ? null : properties.getVersion();
    }

    /**
     * A token in the list.
     *
     * @param state {@code valid}, {@code expired} or {@code revoked}
     */
    record TokenLine(ApiToken token, String state) {}

    @GetMapping("/admin/settings")
    String settings(Model page, Principal admin) {
        page.addAttribute("groups", List.of(site(), databaseGroup(), admins(), oidc(), versions()));
        page.addAttribute("hasPassword", admin.getName().startsWith(Admins.PREFIX));
        page.addAttribute("tokens", lines());
        return "admin/settings";
    }

    /** The tokens alone, after one was made or revoked. */
    @GetMapping("/admin/settings/tokens")
    String tokens(Model page) {
        page.addAttribute("tokens", lines());
        return "admin/settings :: tokens";
    }

    private List<TokenLine> lines() {
        return tokens.all().stream().map(token -> new TokenLine(token, state(token))).toList();
    }

    private String state(ApiToken token) {
        if (token.revokedAt() != null) {
            return "revoked";
        }
        boolean over = token.expiresAt() != null && !token.expiresAt().isAfter(clock.instant());
        return over ? "expired" : "valid";
    }

    private SettingsGroup site() {
        return new SettingsGroup(
                "site",
                List.of(
                        Fact.text("publicUrl", settings.publicUrl(), "gateway.publicHost"),
                        Fact.text(
                                "cdn",
                                settings.cdn() == null ? null : settings.cdn().domain(),
                                "gateway.cdn.domain"),
                        Fact.text("linkTemplate", settings.linkTemplate(), "gateway.linkTemplate"),
                        Fact.text(
                                "origins",
                                String.join(" ", settings.allowedOrigins()),
                                "gateway.allowedOrigins"),
                        Fact.text("hops", settings.trustedProxyHops(), "gateway.trustedProxyHops"),
                        Fact.text("shopName", settings.shopName(), "gateway.shopName"),
                        Fact.text("timeZone", ZoneId.systemDefault(), "gateway.timeZone"),
                        Fact.text("environment", settings.environment(), "gateway.environment")));
    }

    private SettingsGroup databaseGroup() {
        Settings.Database server = settings.database();
        String answer = database.sql("show server_version").query(String.class).single();
        return new SettingsGroup(
                "database",
                List.of(
                        Fact.text("server", server.host() + ":" + server.port(), "database.host"),
                        Fact.text("databaseName", server.name(), "database.name"),
                        Fact.text("databaseUser", server.user(), "database.user"),
                        Fact.text("sslMode", server.sslMode(), "database.sslMode"),
                        Fact.text("databaseVersion", "PostgreSQL " + answer, "")));
    }

    private SettingsGroup admins() {
        return new SettingsGroup(
                "admins",
                List.of(
                        Fact.span(
                                "sessionLife",
                                settings.adminSessionLife(),
                                "gateway.adminSessionSeconds")));
    }

    private SettingsGroup oidc() {
        Settings.Oidc provider = settings.oidc();
        return new SettingsGroup(
                "oidc",
                provider == null
                        ? List.of(Fact.text("issuer", null, "gateway.oidc.issuer"))
                        : List.of(
                                Fact.text("issuer", provider.issuer(), "gateway.oidc.issuer"),
                                Fact.text("client", provider.clientId(), "gateway.oidc.clientId"),
                                Fact.text(
                                        "claim",
                                        provider.adminClaim() + " = " + provider.adminValue(),
                                        "gateway.oidc.adminClaim")));
    }

    private SettingsGroup versions() {
        return new SettingsGroup(
                "versions",
                List.of(
                        Fact.text("gateway", version, ""),
                        Fact.text("java", Runtime.version(), "")));
    }
}
