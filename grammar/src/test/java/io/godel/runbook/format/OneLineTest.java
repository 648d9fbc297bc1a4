package io.godel.runbook.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a%  and b | a and b",
        "f(%  a,%  b,%) | f(a, b)",
        "[%  x%  for x in xs%] | [x for x in xs]",
        "f({%  \"k\": 1,%}) | f({ \"k\": 1 })",
        "f(\"two  spaces ( here )\") | f(\"two  spaces ( here )\")",
        "a // why%  and b | a and b",
        "a /* why */ and \"http://x\" | a and \"http://x\"",
        "sql\"\"\"%  select  1%\"\"\" as R | sql\"\"\" select 1 \"\"\" as R",
        "\"${x}\" ==%  y | \"${x}\" == y",
      })
  void isWhatWouldStandOnALineWideEnough(String written, String expected) {
    String text = written.replace('%', '\n');
    SourceFile file = new SourceFile("text", text);
    assertEquals(expected, OneLine.of(new Span(file, 0, text.length())));
  }
}
