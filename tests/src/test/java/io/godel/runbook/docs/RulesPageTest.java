package io.godel.runbook.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.lint.rules.AllRules;
import io.godel.runbook.lint.rules.RulesPage;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The reference of the rules is the one that they give. */
final class RulesPageTest {
  private static final String NAME = "rules.md";

  @Test
  void thePageIsTheOneThatTheRulesGive() throws IOException {
    String page = RulesPage.of(AllRules.list());
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(Page.path(NAME), page);
    }
    assertEquals(Page.of(NAME).text(), page, "write it anew with -Dgolden.rewrite=true");
  }
}
