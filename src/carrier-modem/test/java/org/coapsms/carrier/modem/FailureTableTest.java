package org.coapsms.carrier.modem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keeps the table of failures in the README true. */
class FailureTableTest {
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\|.*\\|(.*)\\|");
  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

  private static List<String> rows() throws IOException {
    return Files.readAllLines(Path.of("README.md")).stream()
        .filter(line -> ROW.matcher(line).matches())
        .toList();
  }

  @Test
  void hasEveryFailureOnce() throws IOException {
    List<Integer> numbers =
        rows().stream().map(row -> Integer.valueOf(row.split("\\|", -1)[1].strip())).toList();

    assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 35).boxed().toList());
  }

  @Test
  void namesTestsThatAreThereAndSayWhatTheyAreAbout() throws Exception {
    for (String row : rows()) {
      Matcher parts = ROW.matcher(row);
      assertThat(parts.matches()).isTrue();
      Matcher named = TEST.matcher(parts.group(2));
      assertThat(named.results()).as(row).isNotEmpty();
      named.reset();
      while (named.find()) {
        Class<?> type = type(named.group(1));
        Method test =
            Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(named.group(2)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no test " + named.group()));
        assertThat(Stream.of(type, test).flatMap(FailureTableTest::tags))
            .as(named.group())
            .contains("modem-failure-" + parts.group(1));
      }
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    for (String home : List.of("", ".dialogue", ".line")) {
      String full = FailureTableTest.class.getPackageName() + home + "." + name;
      if (FailureTableTest.class.getResource("/" + full.replace('.', '/') + ".class") != null) {
        return Class.forName(full);
      }
    }
    throw new ClassNotFoundException(name);
  }

  private static Stream<String> tags(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotationsByType(Tag.class)).map(Tag::value);
  }
}
