package dev.streamapp.gateway.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pool of connections. It neither fails the start nor holds requests long without a server. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final int CONNECTIONS = 10;
    private static final int PATIENCE_MILLIS = 3_000;

    @Bean
    HikariDataSource dataSource(Settings settings) {
        var database = settings.database();
        var pool = new HikariConfig();
        pool.setPoolName("postgresql");
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.user());
        pool.setPassword(database.password().text());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setConnectionTimeout(PATIENCE_MILLIS);
        pool.setInitializationFailTimeout(-1);
        return new HikariDataSource(pool);
    }
}
