package io.godel.runbook.lint.rules.style;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Outline;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Stmt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is written twice is mended once. Guards and ways back are each step's own. */
final class RepeatedWork extends Rule {
  /** One call with its verification is shorter than an action for it. */
  private static final int LEAST = 3;

  private static final Pattern SPACE = Pattern.compile("\\s+");

  RepeatedWork() {
    super("L0603", Severity.NOTE, "two steps do the same, word for word");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Map<String, Stmt.Step> seen = new HashMap<>();
    subject
        .outline()
        .steps()
        .map(Outline.Work::step)
        .forEach(
            step -> {
              List<Stmt> work = step.body().stream().filter(RepeatedWork::isWork).toList();
              if (work.size() >= LEAST && work.stream().anyMatch(RepeatedWork::acts)) {
                Stmt.Step first = seen.putIfAbsent(words(work), step);
                if (first != null) {
                  add(first, step, findings);
                }
              }
            });
  }

  private void add(Stmt.Step first, Stmt.Step step, Findings findings) {
    findings.add(
        at(step.name().span(), "`%s` does what `%s` does".formatted(step.name(), first.name()))
            .label(first.name().span(), "the first time")
            .help("make an action of it, and call it with `do` in both"));
  }

  /** What could stand in an action. */
  private static boolean isWork(Stmt statement) {
    return statement instanceof Stmt.Do
        || statement instanceof Stmt.Let
        || statement instanceof Stmt.Verify
        || statement instanceof Stmt.Await
        || statement instanceof Stmt.If
        || statement instanceof Stmt.For;
  }

  private static boolean acts(Stmt statement) {
    return statement instanceof Stmt.Do || (statement instanceof Stmt.Let it && it.acting());
  }

  private static String words(List<Stmt> statements) {
    return statements.stream()
        .map(statement -> SPACE.matcher(statement.span().text()).replaceAll(" "))
        .collect(Collectors.joining("\n"));
  }
}
