package dev.streamapp.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Repository;
import org.springframework.web.bind.annotation.RestController;

@AnalyzeClasses(
        packages = "dev.streamapp.gateway",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_environment_is_read_in_one_place =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("Gateway")
                    .should()
                    .callMethod(System.class, "getenv")
                    .orShould()
                    .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule time_comes_from_a_clock =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule only_entry_points_choose_the_clock =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("Gateway")
                    .and()
                    .doNotHaveSimpleName("Rehearsal")
                    .should()
                    .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule packages_form_no_cycles =
            slices().matching("dev.streamapp.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_platform_knows_no_feature =
            noClasses()
                    .that()
                    .resideInAPackage("..platform..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.streamapp.gateway.order..",
                            "dev.streamapp.gateway.access..",
                            "dev.streamapp.gateway.customer..",
                            "dev.streamapp.gateway.playback..",
                            "dev.streamapp.gateway.stream..",
                            "dev.streamapp.gateway.task..",
                            "dev.streamapp.gateway.admin..",
                            "dev.streamapp.gateway.notice..",
                            "dev.streamapp.gateway.statistics..");

    @ArchTest
    static final ArchRule controllers_are_nobody_elses =
            classes().that().areAnnotatedWith(RestController.class).should().notBePublic();

    @ArchTest
    static final ArchRule repositories_are_nobody_elses =
            classes().that().areAnnotatedWith(Repository.class).should().notBePublic();

    @ArchTest
    static final ArchRule names_say_what_a_thing_is =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Utils")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Impl");
}
