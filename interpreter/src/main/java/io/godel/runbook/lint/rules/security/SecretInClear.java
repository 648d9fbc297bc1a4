package io.godel.runbook.lint.rules.security;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Stmt;
import io.godel.runbook.types.Term;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who can read a runbook can read what stands in it, and so can every copy that is ever made. */
final class SecretInClear extends Rule {
  /** None of them fits a place to be filled in, nor a pattern that searches for one. */
  private static final List<Pattern> SHAPES =
      List.of(
          Pattern.compile("[a-zA-Z][-+.a-zA-Z0-9]*://\\w[^/\\s:@]*:\\w[^/\\s:@]*@"),
          Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----"),
          Pattern.compile("(?i)\\bpassword\\s+'[^']+'"),
          Pattern.compile("(?i)(^|[-\\s?&])(pg|mysql_)?(password|passwd|token)=\\w[^\\s&]*"));

  /** Something to be filled in, the name of a file, or a switch. */
  private static final Pattern NOTHING_SECRET =
      Pattern.compile("(?i)\\s*|/.*|<.*>|[*.x•]+|true|false|none");

  SecretInClear() {
    super("L0501", Severity.ERROR, "a secret stands in clear text");
  }

  @Override
  public boolean isOfSecret() {
    return true;
  }

  @Override
  public void check(Subject subject, Findings findings) {
    for (Words words : Words.of(subject)) {
      if (isSecret(words.text())) {
        add(words.span(), findings);
      }
    }
    for (Term.MapOf map : subject.said().terms(Term.MapOf.class)) {
      for (Term.Entry entry : map.entries()) {
        text(entry.key()).ifPresent(key -> named(key, Optional.of(entry.value()), findings));
      }
    }
    for (Decl.Param param : subject.tree().items(Decl.Param.class)) {
      named(
          param.name().text(), param.standard().flatMap(subject.runbook().facts()::find), findings);
    }
    lets(subject)
        .forEach(
            let -> named(let.name().text(), subject.runbook().facts().find(let.value()), findings));
  }

  private static List<Stmt.Let> lets(Subject subject) {
    return subject.statements(Stmt.Let.class).filter(let -> !let.acting()).toList();
  }

  private void named(String name, Optional<Term> value, Findings findings) {
    Optional<Term.Chars> chars = value.flatMap(SecretInClear::chars);
    if (SecretNames.says(name)
        && chars.isPresent()
        && !NOTHING_SECRET.matcher(chars.get().value()).matches()
        && !isSecret(chars.get().value())) {
      add(chars.get().span(), findings);
    }
  }

  /** Every shape has one of these signs, and most texts have none. */
  private static boolean isSecret(String text) {
    return (text.indexOf('=') >= 0
            || text.indexOf('@') >= 0
            || text.indexOf('\'') >= 0
            || text.contains("-----"))
        && SHAPES.stream().anyMatch(shape -> shape.matcher(text).find());
  }

  private static Optional<String> text(Term term) {
    return chars(term).map(Term.Chars::value);
  }

  private static Optional<Term.Chars> chars(Term term) {
    if (term instanceof Term.Converted it) {
      return chars(it.value());
    }
    return term instanceof Term.Chars it ? Optional.of(it) : Optional.empty();
  }

  private void add(Span span, Findings findings) {
    findings.add(
        at(span, "everybody who can read this text knows the secret")
            .help("take a `param NAME: Secret<String>`, and change the secret: it is known now"));
  }
}
