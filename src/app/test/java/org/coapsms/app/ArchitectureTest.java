package org.coapsms.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Keeps the rules that the poms cannot: a library at one edge is on every later class path too. */
@AnalyzeClasses(packages = "org.coapsms", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule smppLibraryStaysInItsCarrier =
      only("org.coapsms.carrier.smpp..", "org.jsmpp..");

  @ArchTest
  static final ArchRule serialPortLibraryStaysInItsCarrier =
      only("org.coapsms.carrier.modem..", "jssc..");

  @ArchTest
  static final ArchRule nativeAccessStaysInTheSimulator =
      only("org.coapsms.simulator..", "com.sun.jna..");

  @ArchTest
  static final ArchRule coapLibraryStaysAtTheFaces =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.coapsms.bridge..", "org.coapsms.app..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.californium..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", long.class, int.class)
          .because("a condition, a latch or a timer of the loop can be woken and tested");

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.coapsms.app..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  private static ArchRule only(String ours, String theirs) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ours)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(theirs)
        .allowEmptyShould(true);
  }
}
