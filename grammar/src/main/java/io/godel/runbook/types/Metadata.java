package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Name;
import java.util.List;
import java.util.function.Predicate;

/** Checks the lines that say whose a runbook is and what it belongs to. */
final class Metadata {
  private static final List<String> SEVERITIES = List.of("critical", "high", "medium", "low");

  private Metadata() {}

  static void check(Decl.Runbook tree, Predicate<String> known, Findings findings) {
    for (Decl.Related related : tree.items(Decl.Related.class)) {
      related.runbooks().forEach(name -> related(tree, name, known, findings));
    }
    for (Decl.SeverityOf severity : tree.items(Decl.SeverityOf.class)) {
      if (!SEVERITIES.contains(severity.level().text())) {
        findings.add(
            Diagnostic.error(
                    Code.METADATA_WRONG,
                    severity.level().span(),
                    "`" + severity.level() + "` is no severity")
                .help("one of " + String.join(", ", SEVERITIES)));
      }
    }
    once(tree, Decl.Owner.class, "owner", findings);
    once(tree, Decl.Reviewed.class, "reviewed", findings);
    once(tree, Decl.SeverityOf.class, "severity", findings);
    once(tree, Decl.ExampleWorld.class, "example", findings);
  }

  private static void related(
      Decl.Runbook tree, Name name, Predicate<String> known, Findings findings) {
    if (!name.text().equals(tree.name().text()) && !known.test(name.text())) {
      findings.add(
          Diagnostic.error(
                  Code.UNKNOWN_RUNBOOK,
                  name.span(),
                  "there is no runbook `" + name + "` beside this one")
              .help("it would be in the file `" + Checker.Siblings.fileName(name.text()) + "`"));
    }
  }

  private static <D extends Decl> void once(
      Decl.Runbook tree, Class<D> kind, String word, Findings findings) {
    List<D> lines = tree.items(kind);
    if (lines.size() > 1) {
      findings.add(
          Diagnostic.error(
                  Code.METADATA_WRONG,
                  lines.get(1).span(),
                  "`" + word + "` stands here a second time")
              .label(lines.get(0).span(), "the first time"));
    }
  }
}
