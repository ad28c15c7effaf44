package org.coapsms.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Keeps libraries where they belong. */
@AnalyzeClasses(packages = "org.coapsms.bridge", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule californiumStaysInTheCoapPackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.coapsms.bridge.coap..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.eclipse.californium..");

  @ArchTest
  static final ArchRule yamlStaysInTheConfigPackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.coapsms.bridge.config..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml.jackson..", "org.yaml..");

  @ArchTest
  static final ArchRule theBridgeDoesNotKnowTheSimulator =
      noClasses().should().dependOnClassesThat().resideInAPackage("org.coapsms.simulator..");

  @ArchTest
  static final ArchRule facesDoNotKnowHowTheyWereConfigured =
      noClasses()
          .that()
          .resideInAPackage("org.coapsms.bridge.coap..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.coapsms.bridge.config..", "org.coapsms.carrier..");
}
