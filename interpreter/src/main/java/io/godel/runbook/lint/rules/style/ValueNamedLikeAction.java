package io.godel.runbook.lint.rules.style;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * No value hides another one: the checker sees to that. Actions have names of their own kind, so a
 * value can be called like one, and then the same word means two things a line apart.
 */
final class ValueNamedLikeAction extends Rule {
  ValueNamedLikeAction() {
    super("L0605", Severity.NOTE, "a value is called like an action of the runbook");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    Map<String, Name> actions = new HashMap<>();
    for (Decl.ComposedAction action : subject.tree().items(Decl.ComposedAction.class)) {
      actions.put(action.name().text(), action.name());
    }
    for (Name name : values(subject)) {
      Name action = actions.get(name.text());
      if (action != null) {
        findings.add(
            at(name.span(), "`" + name + "` is a value here, and `" + name + "(…)` an action")
                .label(action.span(), "the action")
                .help("call one of them otherwise"));
      }
    }
  }

  private static List<Name> values(Subject subject) {
    List<Name> names = new ArrayList<>();
    subject.tree().items(Decl.Param.class).forEach(param -> names.add(param.name()));
    subject
        .statements()
        .forEach(
            statement -> {
              if (statement instanceof Stmt.Let it) {
                names.add(it.name());
              } else if (statement instanceof Stmt.For it) {
                names.add(it.variable());
              }
            });
    return names;
  }
}
