package io.godel.runbook.backend.simulated.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns match as a Redis server matches them. */
final class GlobTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "*, any, true",
        "a*c*e, abcde, true",
        "a*c*e, abcd, false",
        "a*bc, abcbc, true",
        "??, ab, true",
        "??, é, true",
        "?, é, false",
        "[a-c]x, bx, true",
        "[c-a]x, bx, true",
        "[^a-c]x, bx, false",
        "[^a-c]x, dx, true",
        "[ab, a, true",
        "[], a, false",
        "[^, a, true",
        "[a-], ^, true",
        "[\\]], ], true",
        "\\*, *, true",
        "\\*, x, false",
        "x\\, x\\, true",
        "abc**, abc, true",
        "abc?, abc, false",
        "\"\", \"\", true",
        "\"\", a, false"
      })
  void asTheServer(String pattern, String key, boolean matches) {
    assertEquals(matches, new Glob(pattern).test(key), pattern);
  }
}
