package io.godel.runbook.lint.rules.style;

import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Findings;
import io.godel.runbook.lint.Fix;
import io.godel.runbook.lint.Rule;
import io.godel.runbook.lint.Subject;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Name;
import java.util.Optional;

/** What a file uses tells what it can do to which system. */
final class UnusedModule extends Rule {
  private static final String USE = "use";

  UnusedModule() {
    super("L0606", Severity.WARNING, "a module is in use and not needed");
  }

  /** What is used belongs to the file: it is looked at with the first of its runbooks. */
  @Override
  public void check(Subject subject, Findings findings) {
    if (!subject.runbook().sound() || subject.file().declarations().get(0) != subject.tree()) {
      return;
    }
    String text = subject.file().source().text();
    for (Name module : subject.file().uses()) {
      // Every use of a module has its name and a dot; one in a comment does no harm.
      if (!isNamed(module.text(), text)) {
        var found =
            at(module.span(), "nothing here is of the module `" + module + "`").help("take it out");
        fix(module).ifPresentOrElse(fix -> findings.add(found, fix), () -> findings.add(found));
      }
    }
  }

  private static boolean isNamed(String module, String text) {
    for (int at = text.indexOf(module); at >= 0; at = text.indexOf(module, at + 1)) {
      int behind = blankBehind(text, at + module.length());
      boolean whole = at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1));
      if (whole && behind < text.length() && text.charAt(behind) == '.') {
        return true;
      }
    }
    return false;
  }

  /** The name with the comma before or behind it, or the whole line; none among comments. */
  private static Optional<Fix> fix(Name module) {
    Span span = module.span();
    String text = span.source().text();
    String what = "remove `" + module + "`";
    int before = blankBefore(text, span.start());
    int behind = blankBehind(text, span.end());
    boolean first = text.startsWith(USE, before - USE.length());
    if (before > 0 && text.charAt(before - 1) == ',') {
      int comma = blankBefore(text, before - 1);
      return Optional.of(Fix.replace(what, new Span(span.source(), comma, span.end()), ""));
    } else if (first && behind < text.length() && text.charAt(behind) == ',') {
      int next = blankBehind(text, behind + 1);
      return Optional.of(Fix.replace(what, new Span(span.source(), span.start(), next), ""));
    }
    return first
        ? Optional.of(Fix.remove(what, new Span(span.source(), before - USE.length(), span.end())))
        : Optional.empty();
  }

  private static int blankBefore(String text, int at) {
    int place = at;
    while (place > 0 && Character.isWhitespace(text.charAt(place - 1))) {
      place--;
    }
    return place;
  }

  private static int blankBehind(String text, int at) {
    int place = at;
    while (place < text.length() && Character.isWhitespace(text.charAt(place))) {
      place++;
    }
    return place;
  }
}
