package org.coapsms.codec;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.TimerTask;

/**
 * Keeps the codec free of I/O, clocks, threads and chance: the same octets always mean the same.
 */
@AnalyzeClasses(packages = "org.coapsms.codec", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final DescribedPredicate<JavaClass> OUTSIDE_WORLD =
      resideInAnyPackage(
              "java.io..",
              "java.net..",
              "java.nio.channels..",
              "java.nio.file..",
              "java.sql..",
              "java.util.concurrent..")
          // Every enum and exception is Serializable; a byte buffer in memory is not I/O.
          .and(
              DescribedPredicate.not(
                  belongToAnyOf(Serializable.class, ByteArrayOutputStream.class)))
          .or(belongToAnyOf(Thread.class, ThreadLocal.class, Timer.class, TimerTask.class))
          .or(belongToAnyOf(Clock.class, InstantSource.class))
          .or(belongToAnyOf(Random.class, SplittableRandom.class, SecureRandom.class))
          .as("threads, clocks, sources of chance, files or sockets");

  private static final Set<String> HIDDEN_INPUTS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.in",
          "java.lang.System.out",
          "java.lang.System.err",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.random.RandomGenerator.getDefault",
          "java.util.random.RandomGenerator.of");

  @ArchTest
  static final ArchRule codecUsesOnlyTheJdk =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify..", "org.coapsms.codec..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothingReachesTheOutsideWorld =
      noClasses().should().dependOnClassesThat(OUTSIDE_WORLD).allowEmptyShould(true);

  @ArchTest
  static final ArchRule timeAndChanceComeFromOutside =
      noClasses().should().accessTargetWhere(isHiddenInput()).allowEmptyShould(true);

  private static DescribedPredicate<JavaAccess<?>> isHiddenInput() {
    return DescribedPredicate.describe(
        "reads the time, chance, the environment or the console",
        access -> {
          JavaClass owner = access.getTargetOwner();
          String name = access.getTarget().getName();
          return (owner.getPackageName().startsWith("java.time") && name.equals("now"))
              || HIDDEN_INPUTS.contains(owner.getName() + "." + name);
        });
  }
}
