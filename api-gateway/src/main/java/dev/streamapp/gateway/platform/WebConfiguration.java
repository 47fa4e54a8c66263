package dev.streamapp.gateway.platform;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.servlet.LocaleResolver;

/** Language of a request, and work that recurs. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class WebConfiguration {

    @Bean
    LocaleResolver localeResolver() {
        return new RequestLanguage();
    }
}
