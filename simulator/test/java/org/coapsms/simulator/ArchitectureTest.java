package org.coapsms.simulator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;

/** Keeps the simulator apart from what it tests, and network and phones fit for virtual time. */
@AnalyzeClasses(packages = "org.coapsms.simulator", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule knowsNothingOfTheBridge =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.coapsms.engine..",
              "org.coapsms.runtime..",
              "org.coapsms.carrier..",
              "org.coapsms.bridge..");

  @ArchTest
  static final ArchRule packagesDoNotGoRoundInCircles =
      slices().matching("org.coapsms.simulator.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule networkAndPhonesHaveNoThreadsClocksOrSockets =
      noClasses()
          .that()
          .resideInAnyPackage("org.coapsms.simulator.network", "org.coapsms.simulator.phone")
          // Turns virtual time into real time.
          .and(not(nameMatching(".*\\.NetworkLoop(\\$.*)?")))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent..", "java.net..", "java.nio..", "java.io..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class, Clock.class, InstantSource.class)
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("a virtual clock drives them where the engine is proved");
}
