package org.coapsms.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * The page that says which story proves which rule names every story and none that is not there.
 */
class StoriesPageTest {
  private static final Path PAGE = Path.of("STORIES.md");
  private static final Path SOURCES = Path.of("test/java");
  private static final Pattern NAME = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  @Test
  void everyTestThatThePageNamesExists() throws Exception {
    Set<String> existing = new TreeSet<>();
    for (String name : classes(".*Test")) {
      existing.addAll(tests(name));
    }

    assertThat(named()).isSubsetOf(existing);
  }

  @Test
  void everyStoryIsNamedOnThePage() throws Exception {
    Set<String> stories = new TreeSet<>();
    for (String name : classes(".*StoriesTest")) {
      stories.addAll(tests(name));
    }

    assertThat(stories).hasSizeGreaterThan(200);
    assertThat(named()).containsAll(stories);
  }

  @Test
  void everyStoryFileFitsOnAFewScreens() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThan(400);
      }
    }
  }

  private static Set<String> named() throws IOException {
    return NAME.matcher(Files.readString(PAGE))
        .results()
        .map(match -> match.group(1) + "." + match.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names of the test classes of this module. */
  private static Set<String> classes(String pattern) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.getFileName().toString().matches(pattern + "\\.java"))
          .map(file -> SOURCES.relativize(file).toString())
          .map(file -> file.substring(0, file.length() - ".java".length()))
          .map(file -> file.replace('/', '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Set<String> tests(String className) throws ClassNotFoundException {
    Class<?> type = Class.forName(className);
    return Arrays.stream(type.getDeclaredMethods())
        .filter(StoriesPageTest::isTest)
        .map(method -> type.getSimpleName() + "." + method.getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }
}
