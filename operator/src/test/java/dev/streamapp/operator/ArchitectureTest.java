package dev.streamapp.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
        packages = "dev.streamapp.operator",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule builders_and_decisions_know_no_client_and_no_framework =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "..children..", "..port..", "..observe..", "..rollout..", "..status..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.fabric8.kubernetes.client..",
                            "io.javaoperatorsdk..",
                            "java.net.http..",
                            "com.sun.net.httpserver..")
                    .because("what is decided must be testable without a cluster");

    @ArchTest
    static final ArchRule the_environment_is_read_in_one_place =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("Main")
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
                    .doNotHaveSimpleName("Main")
                    .and()
                    .doNotHaveSimpleName("Rehearsal")
                    .should()
                    .callMethod(Clock.class, "systemUTC");

    @ArchTest
    static final ArchRule packages_form_no_cycles =
            slices().matching("dev.streamapp.operator.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule secrets_are_only_created =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("..children..")
                    .and()
                    .doNotHaveSimpleName("Passphrases")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("io.fabric8.kubernetes.api.model.Secret");
}
