package org.coapsms.carrier.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table of pitfalls to the tests that there are. */
class ReadmeTest {
  private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  @Test
  void namesTestsThatExist() throws Exception {
    List<MatchResult> named =
        NAMED_TEST.matcher(Files.readString(Path.of("README.md"))).results().toList();

    assertThat(named).hasSizeGreaterThan(32);
    for (MatchResult test : named) {
      Class<?> type = Class.forName(getClass().getPackageName() + "." + test.group(1));
      assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::getName))
          .as(test.group())
          .contains(test.group(2));
    }
  }
}
