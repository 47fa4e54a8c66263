package dev.streamapp.gateway;

import dev.streamapp.gateway.platform.BootProperties;
import dev.streamapp.gateway.platform.Settings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.security.Security;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Entry point: settings from the environment, cluster from the pod or from KUBECONFIG. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
public class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int WRONG_SETTINGS = 2;

    /**
     * How long a name counts as unknown once it was: a stream may be looked at before it has its
     * Service. Java's own 10 s would say for so long that its packager does not answer.
     */
    private static final String UNKNOWN_SECONDS = "1";

    /** Runs until the process is told to end. */
    public static void main(String[] arguments) {
        Security.setProperty("networkaddress.cache.negative.ttl", UNKNOWN_SECONDS);
        Settings settings;
        try {
            settings = Settings.from(System.getenv());
        } catch (IllegalArgumentException e) {
            LOG.error("The gateway cannot start: {}", e.getMessage());
            System.exit(WRONG_SETTINGS);
            return;
        }
        start(settings, Clock.systemUTC(), new KubernetesClientBuilder().build(), arguments);
    }

    /** Starts a gateway in the given surroundings; they become beans. */
    public static ConfigurableApplicationContext start(
            Settings settings, Clock clock, KubernetesClient cluster, String... arguments) {
        var application = new SpringApplication(Gateway.class);
        application.setDefaultProperties(BootProperties.of(settings));
        application.addInitializers(context -> {
            var beans = context.getBeanFactory();
            beans.registerSingleton("settings", settings);
            beans.registerSingleton("clock", clock);
            beans.registerSingleton("cluster", cluster);
            if (settings.oidc() != null) {
                // the way back from the provider begins on its site: a strict cookie would not come
                // along
                context.getEnvironment()
                        .getPropertySources()
                        .addFirst(
                                new MapPropertySource(
                                        "oidc",
                                        Map.of("server.servlet.session.cookie.same-site", "lax")));
            }
        });
        return application.run(arguments);
    }
}
