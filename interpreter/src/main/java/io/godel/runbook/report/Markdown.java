package io.godel.runbook.report;

import io.godel.runbook.syntax.Decl;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Text in Markdown. */
final class Markdown {
  private Markdown() {}

  static String doc(Optional<Decl.Doc> doc) {
    return text(doc.map(Decl.Doc::text).orElse(""));
  }

  /** Each paragraph on one line: where it is broken is for whoever shows it. */
  static String text(String comment) {
    return Arrays.stream(comment.split("\n\\s*\n"))
        .map(paragraph -> paragraph.strip().replaceAll("\\s*\n\\s*", " "))
        .collect(Collectors.joining("\n\n"));
  }

  /** As it may stand in a table. */
  static String cell(String text) {
    return text.replaceAll("\\s+", " ").replace("|", "\\|");
  }
}
