package dev.streamapp.gateway.watch;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where the page is. It is the same for everybody: who watches is known to the browser alone. */
@Configuration(proxyBeanMethods = false)
class WatchPage implements WebMvcConfigurer {

    static final String PATH = "/live-stream";

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", PATH).setStatusCode(HttpStatus.FOUND);
        registry.addViewController(PATH).setViewName("watch");
    }
}
