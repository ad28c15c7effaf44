package org.coapsms.carrier.modem;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import org.coapsms.carrier.modem.line.JsscSerialLine;
import org.coapsms.carrier.modem.line.SerialLine;
import org.coapsms.carrier.modem.line.SystemPorts;

/** Keeps the serial library behind two classes, and I/O and clocks out of the dialogue. */
@AnalyzeClasses(packages = "org.coapsms.carrier.modem", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule jsscStaysBehindTwoClasses =
      noClasses()
          .that()
          .doNotBelongToAnyOf(JsscSerialLine.class, SystemPorts.class)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jssc..");

  @ArchTest
  static final ArchRule theDialogueDoesNoInputAndOutput =
      classes()
          .that()
          .resideInAPackage("org.coapsms.carrier.modem.dialogue..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java.lang..",
              "java.time..",
              "java.util",
              "java.util.function..",
              "java.util.regex..",
              "java.util.stream..",
              "org.jspecify..",
              "org.coapsms.codec..",
              "org.coapsms.engine..",
              "org.coapsms.runtime..",
              "org.coapsms.modem.profile..",
              "org.coapsms.carrier.modem",
              "org.coapsms.carrier.modem.dialogue..");

  @ArchTest
  static final ArchRule theDialogueReadsNoClock =
      noClasses()
          .that()
          .resideInAPackage("org.coapsms.carrier.modem.dialogue..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule theLineKnowsNothingOfTheDialogue =
      noClasses()
          .that()
          .resideInAPackage("org.coapsms.carrier.modem.line..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.coapsms.carrier.modem.dialogue..", "org.coapsms.engine..");

  @ArchTest
  static final ArchRule discoveryOpensNothing =
      noClasses()
          .that()
          .resideInAPackage("org.coapsms.carrier.modem.discovery..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jssc..", "org.coapsms.carrier.modem.dialogue..")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(SerialLine.class);
}
