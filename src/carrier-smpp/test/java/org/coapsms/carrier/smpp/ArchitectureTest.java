package org.coapsms.carrier.smpp;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Keeps jsmpp inside this module: its users see our types only. */
@AnalyzeClasses(packages = "org.coapsms.carrier.smpp", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final DescribedPredicate<JavaClass> PUBLIC =
      DescribedPredicate.describe(
          "public", type -> type.getModifiers().contains(JavaModifier.PUBLIC));

  @ArchTest
  static final ArchRule jsmppDoesNotShow =
      noClasses().that(are(PUBLIC)).should().dependOnClassesThat(resideInAPackage("org.jsmpp.."));

  @ArchTest
  static final ArchRule usesOnlyItsNeighbours =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.net.ssl..",
              "org.jspecify..",
              "com.google.errorprone.annotations..",
              "org.slf4j..",
              "org.jsmpp..",
              "org.coapsms.codec..",
              "org.coapsms.engine",
              "org.coapsms.engine.message..",
              "org.coapsms.runtime..",
              "org.coapsms.carrier.smpp..");
}
