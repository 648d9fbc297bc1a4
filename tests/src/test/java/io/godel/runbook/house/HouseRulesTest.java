package io.godel.runbook.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house: who may know whom, who may speak, who may look at the clock. */
final class HouseRulesTest {
  private static final String ROOT = "io.godel.runbook.";
  private static final String[] FRONT_END = {
    ROOT + "source..", ROOT + "syntax..", ROOT + "diagnostic..", ROOT + "types..", ROOT + "format.."
  };

  private static JavaClasses house;

  @BeforeAll
  static void read() {
    house =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.godel.runbook");
  }

  @Test
  void theFrontEndKnowsNothingOfRunning() {
    noClasses()
        .that()
        .resideInAnyPackage(FRONT_END)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.godel.runbook..").and(not(resideInAnyPackage(FRONT_END))))
        .check(house);
  }

  @Test
  void theEngineKnowsBackendsOnlyByTheirPort() { // guarantee 5
    noClasses()
        .that()
        .resideInAPackage(ROOT + "engine..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "backend.simulated..",
            ROOT + "simulation..",
            ROOT + "cli..",
            ROOT + "report..",
            "io.fabric8..",
            "org.postgresql..",
            "java.sql..",
            "java.net..",
            "java.io..",
            "java.nio..")
        .check(house);
  }

  @Test
  void onlyTheAstBuildersKnowTheGeneratedParser() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "syntax..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "syntax.grammar..", "org.antlr..")
        .check(house);
  }

  @Test
  void onlyTheCommandLinePrintsAndExits() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(house);
  }

  @Test
  void onlyClocksLookAtTheTime() { // guarantee 6
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "cli..")
        .and()
        .haveNameNotMatching(".*SystemClock(\\$.*)?")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(house);
  }

  @Test
  void nothingIsBothStaticAndChanging() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage(ROOT + "syntax.grammar..")
        .should()
        .beFinal()
        .check(house);
  }

  @Test
  void noPackagesNeedEachOther() {
    slices().matching("io.godel.runbook.(**)").should().beFreeOfCycles().check(house);
  }

  /** A simulation cannot reach anything live: the libraries that could are not even referred to. */
  // guarantee 14, pain 2
  @Test
  void simulatedWorldsHoldNothingThatCouldReachALiveSystem() { // pain 2
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + "backend.simulated..", ROOT + "simulation..", ROOT + "drill..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.fabric8..", "org.postgresql..", "java.net.http..")
        .check(house);
  }

  /** Live, simulated, explored: there is one interpreter, and one driver around it. */
  // guarantee 5
  @Test
  void onlyTheEngineStepsItself() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "engine..")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(ROOT + "engine.Engine")
        .check(house);
  }
}
