package dev.streamapp.gateway.platform;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Language of a request, files of the pages, and work that recurs. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class WebConfiguration {

    @Bean
    LocaleResolver localeResolver() {
        return new RequestLanguage();
    }

    /** The edge's questions, thousands a second, log nothing. */
    @Bean
    MappedInterceptor streamInLog(Settings settings) {
        return new MappedInterceptor(
                null, new String[] {"/internal/**"}, new StreamInLog(settings.streamsNamespace()));
    }

    /**
     * Browsers keep files and ask whether they changed, by content: files in a reproducible jar are
     * all of the same date. A strong ETag would forbid to compress them.
     */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> assetTags() {
        var tags = new ShallowEtagHeaderFilter();
        tags.setWriteWeakETag(true);
        var registration = new FilterRegistrationBean<>(tags);
        registration.addUrlPatterns("/assets/*");
        return registration;
    }
}
