package dev.streamapp.packager;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;

@AnalyzeClasses(
        packages = "dev.streamapp.packager",
        importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
    private static final String ROOT = "dev.streamapp.packager.";

    @ArchTest
    static final ArchRule noCycles = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule hlsIsPure =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "hls")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.io..",
                            "java.nio..",
                            "java.net..",
                            "com.sun..",
                            ROOT + "live",
                            ROOT + "store",
                            ROOT + "ingest",
                            ROOT + "serve",
                            ROOT + "control");

    @ArchTest
    static final ArchRule mediaReadsStreamsOnly =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "media")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.nio.file..",
                            "java.nio.channels..",
                            "java.net..",
                            "com.sun..",
                            ROOT + "hls",
                            ROOT + "live",
                            ROOT + "store");

    @ArchTest
    static final ArchRule httpIsServedInTwoPlaces =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(ROOT + "serve", ROOT + "control")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("com.sun.net.httpserver..");

    @ArchTest
    static final ArchRule processesAreStartedInOnePlace =
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT + "ingest")
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(ProcessBuilder.class);

    @ArchTest
    static final ArchRule environmentIsReadInSettings =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName(Settings.class.getName())
                    .should()
                    .callMethod(System.class, "getenv")
                    .orShould()
                    .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule timeComesFromAClock =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(LocalDateTime.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Clock.class, "systemDefaultZone");
}
