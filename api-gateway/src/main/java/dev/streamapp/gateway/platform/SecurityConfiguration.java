package dev.streamapp.gateway.platform;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.web.cors.CorsConfigurationSource;

/** Who may call what: {@link AccessRule#TABLE}, by session or bearer token. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /**
     * The edge's questions, thousands a second: no session, no identity. Only the edge reaches
     * them, by NetworkPolicy, and no route from outside leads here.
     */
    @Bean
    @Order(1)
    SecurityFilterChain internal(HttpSecurity http) throws Exception {
        return bare(http.securityMatcher("/internal/**"));
    }

    /** Probes and metrics have a port of their own. */
    @Bean
    @Order(2)
    SecurityFilterChain management(HttpSecurity http) throws Exception {
        return bare(http.securityMatcher(EndpointRequest.toAnyEndpoint()));
    }

    private static SecurityFilterChain bare(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain everything(
            HttpSecurity http,
            List<BearerScheme> schemes,
            List<LogInScheme> logIns,
            ProblemWriter problems,
            CorsConfigurationSource allowedOrigins,
            Settings settings)
            throws Exception {
        for (LogInScheme logIn : logIns) {
            logIn.addTo(http);
        }
        return http.authorizeHttpRequests(SecurityConfiguration::rules)
                .addFilterBefore(new BearerFilter(schemes), AnonymousAuthenticationFilter.class)
                .csrf(SecurityConfiguration::csrf)
                .cors(cors -> cors.configurationSource(allowedOrigins))
                .headers(headers -> headers(headers, settings))
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(new LogInFirst(problems))
                                .accessDeniedHandler((request, response, _) ->
                                        problems.write(
                                                request,
                                                response,
                                                HttpStatus.FORBIDDEN,
                                                "problem.forbidden")))
                .build();
    }

    private static void rules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    rules) {
        // what an admitted request goes on to was decided when it came in
        rules.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll();
        var paths = PathPatternRequestMatcher.withDefaults();
        for (AccessRule rule : AccessRule.TABLE) {
            var url =
                    rules.requestMatchers(
                            rule.method() == null
                                    ? paths.matcher(rule.pattern())
                                    : paths.matcher(rule.method(), rule.pattern()));
            switch (rule.caller()) {
                case ANYBODY -> url.permitAll();
                case CUSTOMER -> url.hasRole("CUSTOMER");
                case ADMIN -> url.hasRole("ADMIN");
                case CUSTOMER_OR_ADMIN -> url.hasAnyRole("CUSTOMER", "ADMIN");
            }
        }
        rules.anyRequest().denyAll();
    }

    /**
     * Guards sessions. A browser sends neither an Authorization header nor JSON to a foreign site
     * without asking first, and CORS then refuses. The cookie with the token is set where a session
     * begins or a page asks for it, and nowhere else.
     */
    private static void csrf(CsrfConfigurer<HttpSecurity> csrf) {
        var paths = PathPatternRequestMatcher.withDefaults();
        var tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> cookie.secure(true).sameSite("Strict"));
        csrf.csrfTokenRepository(tokens)
                .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                .ignoringRequestMatchers(SecurityConfiguration::withoutSession)
                .ignoringRequestMatchers(
                        paths.matcher("/api/live-stream/**"),
                        paths.matcher(HttpMethod.POST, "/api/admin/session"));
    }

    private static boolean withoutSession(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || request.getRequestedSessionId() == null;
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers, Settings settings) {
        var admins = PathPatternRequestMatcher.withDefaults().matcher("/admin/**");
        // frame-ancestors says more than X-Frame-Options; the edge, which ends TLS, sends HSTS
        headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::disable)
                .httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable)
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .addHeaderWriter(
                        new DelegatingRequestMatcherHeaderWriter(
                                admins,
                                new ContentSecurityPolicyHeaderWriter(policy(settings, "'none'"))))
                .addHeaderWriter(
                        new DelegatingRequestMatcherHeaderWriter(
                                new NegatedRequestMatcher(admins),
                                new ContentSecurityPolicyHeaderWriter(
                                        policy(settings, embedders(settings)))));
    }

    private static String policy(Settings settings, String embedders) {
        var given = settings.cdn();
        String cdn = given == null ? "" : " https://" + given.domain();
        return String.join(
                "; ",
                "default-src 'self'",
                "img-src 'self' data:",
                "connect-src 'self'" + cdn,
                "media-src 'self' blob:" + cdn,
                "worker-src 'self' blob:",
                "object-src 'none'",
                "base-uri 'none'",
                "form-action 'self'",
                "frame-ancestors " + embedders);
    }

    /** The shop's own sites may embed the player; the admins' pages nobody. */
    private static String embedders(Settings settings) {
        return "'self' " + String.join(" ", settings.allowedOrigins());
    }
}
