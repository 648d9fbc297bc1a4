package io.godel.runbook.report;

import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluation;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.plan.Node;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.TermCanonical;
import io.godel.runbook.types.Effect;
import io.godel.runbook.types.Term;
import io.godel.runbook.types.Terms;
import io.godel.runbook.value.ValueText;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The words of a plan, with the values put in that are known before the run. */
final class PlanWords {
  private static final String NEW_LINE = " ↵ ";
  private static final String SQL_QUOTE = "\"\"\"";

  private final Evaluator evaluator;
  private Env known = Env.EMPTY;

  PlanWords(Plan plan) {
    this.evaluator = new Evaluator(plan.library());
    plan.arguments().forEach(it -> known = known.with(it.variable(), it.value()));
    for (Node node : plan.settings()) {
      if (node instanceof Node.Observe observe
          && observe.effect() == Effect.PURE
          && value(observe.value()) instanceof Evaluation.Ready ready) {
        known = known.with(observe.variable(), ready.value());
      }
    }
  }

  private Evaluation value(Term term) {
    return evaluator.evaluate(term, known, Instant.EPOCH, List.of());
  }

  /** A title, a question, a reason. */
  String text(Term text) {
    return visible(content(text));
  }

  private String content(Term text) {
    if (text instanceof Term.Chars chars) {
      return chars.value();
    }
    if (text instanceof Term.TextOf parts) {
      return parts.pieces().stream().map(this::content).collect(Collectors.joining());
    }
    return Terms.effect(text) == Effect.PURE && value(text) instanceof Evaluation.Ready ready
        ? ValueText.plain(ready.value())
        : "${" + TermCanonical.of(text) + "}";
  }

  /** A condition or a value, as it is what the plan's hash is made of. */
  static String term(Term term) {
    return visible(TermCanonical.of(term))
        .replace(SQL_QUOTE + NEW_LINE, SQL_QUOTE)
        .replace(NEW_LINE + SQL_QUOTE, SQL_QUOTE);
  }

  /** On one line, and with nothing in it that would speak to a terminal. */
  static String visible(String text) {
    StringBuilder out = new StringBuilder();
    text.strip()
        .replaceAll("\\s*\\R\\s*", NEW_LINE)
        .codePoints()
        .forEach(
            code -> {
              if (code == '\t') {
                out.append(' ');
              } else if (Character.isISOControl(code) || isInvisible(code)) {
                out.append(String.format("\\u{%x}", code));
              } else {
                out.appendCodePoint(code);
              }
            });
    return out.toString();
  }

  /** Marks that turn the direction of writing could show another text than there is. */
  private static boolean isInvisible(int code) {
    return Character.getType(code) == Character.FORMAT
        || Character.getType(code) == Character.LINE_SEPARATOR
        || Character.getType(code) == Character.PARAGRAPH_SEPARATOR;
  }
}
