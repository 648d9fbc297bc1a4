package io.godel.runbook.lint.rules.style;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Name;
import io.godel.runbook.syntax.Stmt;
import java.util.Locale;
import java.util.regex.Pattern;

/** One can tell what a name stands for by its form, if all have the form of their kind. */
final class NameForm extends Rule {
  private static final Pattern WORDS = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z0-9]*");
  private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|_+");

  NameForm() {
    super("L0601", Severity.NOTE, "a name has not the form of its kind");
  }

  @Override
  public void check(Subject subject, Findings findings) {
    words(subject.tree().name(), findings);
    for (Decl item : subject.tree().items()) {
      declared(item, findings);
    }
    subject.statements().forEach(statement -> named(statement, findings));
    subject.outline().steps().forEach(work -> words(work.step().name(), findings));
  }

  private void declared(Decl item, Findings findings) {
    if (item instanceof Decl.Param it) {
      words(it.name(), findings);
    } else if (item instanceof Decl.Scenario it) {
      words(it.name(), findings);
    } else if (item instanceof Decl.ComposedAction it) {
      words(it.name(), findings);
      it.parameters().forEach(parameter -> words(parameter.name(), findings));
    } else if (item instanceof Decl.Record it) {
      type(it.name(), findings);
    } else if (item instanceof Decl.Enum it) {
      type(it.name(), findings);
      it.constants().forEach(constant -> constant(constant, findings));
    }
  }

  private void named(Stmt statement, Findings findings) {
    if (statement instanceof Stmt.Let it) {
      words(it.name(), findings);
    } else if (statement instanceof Stmt.For it) {
      words(it.variable(), findings);
    } else if (statement instanceof Stmt.Yield it) {
      words(it.name(), findings);
    } else if (statement instanceof Stmt.Manual it) {
      it.answers().forEach(answer -> words(answer.name(), findings));
    }
  }

  private void words(Name name, Findings findings) {
    if (!WORDS.matcher(name.text()).matches()) {
      add(name, joined(name).toLowerCase(Locale.ROOT), "small letters, words by `_`", findings);
    }
  }

  private void constant(Name name, Findings findings) {
    if (!CONSTANT.matcher(name.text()).matches()) {
      add(name, joined(name).toUpperCase(Locale.ROOT), "capital letters, words by `_`", findings);
    }
  }

  private void type(Name name, Findings findings) {
    if (!TYPE.matcher(name.text()).matches()) {
      StringBuilder wanted = new StringBuilder();
      for (String word : HUMP.split(name.text())) {
        wanted.append(word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT));
        wanted.append(word.isEmpty() ? "" : word.substring(1));
      }
      add(name, wanted.toString(), "each word with a capital letter", findings);
    }
  }

  private static String joined(Name name) {
    return String.join("_", HUMP.split(name.text()));
  }

  private void add(Name name, String wanted, String form, Findings findings) {
    findings.add(
        at(name.span(), "a name of this kind is written with " + form)
            .help("write `" + wanted + "`"));
  }
}
