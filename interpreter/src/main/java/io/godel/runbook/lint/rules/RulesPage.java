package io.godel.runbook.lint.rules;

import io.godel.runbook.diagnostic.ExplainPage;
import io.godel.runbook.lint.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The reference of the rules as a page in Markdown, made of their own pages. */
public final class RulesPage {
  private static final int FAMILY_LETTERS = 3;

  private static final Map<String, String> FAMILIES =
      Map.of(
          "L00", "The linter itself",
          "L01", "Safety",
          "L02", "Verification",
          "L03", "Flow",
          "L04", "Operations",
          "L05", "Security",
          "L06", "Style",
          "L07", "What is really there");

  private static final String HEAD =
      """
      # The rules of `runbook lint`

      This page is made from the rules themselves. A test compares it with them; to write it anew, run
      that test with `-Dgolden.rewrite=true`. `runbook explain CODE` shows a rule at the terminal.
      """;

  private RulesPage() {}

  public static String of(List<Rule> rules) {
    StringBuilder page = new StringBuilder(HEAD);
    Map<String, List<Rule>> families =
        rules.stream()
            .collect(
                Collectors.groupingBy(
                    rule -> rule.id().substring(0, FAMILY_LETTERS),
                    TreeMap::new,
                    Collectors.toList()));
    page.append("\n| code | | |\n| --- | --- | --- |\n");
    for (Rule rule : rules) {
      page.append("| [")
          .append(rule.id())
          .append("](#")
          .append(rule.id().toLowerCase(Locale.ROOT))
          .append(") | ")
          .append(severity(rule))
          .append(" | ")
          .append(rule.summary())
          .append(" |\n");
    }
    families.forEach(
        (family, members) -> {
          page.append("\n## ").append(FAMILIES.get(family)).append('\n');
          members.forEach(rule -> rule(rule, page));
        });
    return page.toString();
  }

  private static String severity(Rule rule) {
    return rule.severity().name().toLowerCase(Locale.ROOT);
  }

  private static void rule(Rule rule, StringBuilder page) {
    ExplainPage said = rule.page();
    page.append("\n### ").append(rule.id()).append("\n\n").append(said.text()).append('\n');
    said.wrong().ifPresent(example -> example("Wrong", example, page));
    said.right().ifPresent(example -> example("Right", example, page));
  }

  private static void example(String heading, ExplainPage.Example example, StringBuilder page) {
    page.append("\n").append(heading).append(":\n\n```").append(example.language()).append('\n');
    page.append(example.text()).append("```\n");
  }
}
