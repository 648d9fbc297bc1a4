package io.godel.runbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CountsTest {
  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "fr-FR", "en-IN", "ar-EG-u-nu-arab"})
  void aCountIsWrittenTheSameEverywhere(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));
    assertEquals("0", Counts.of(0));
    assertEquals("1,234,567", Counts.of(1_234_567));
    assertEquals("-12,345", Counts.of(-12_345));
  }
}
