package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Stmt;
import java.time.Duration;
import java.util.Optional;

/** Makes sure that every wait has a bound that is known before the run and makes sense. */
final class Waits {
  private final ExprChecker exprs;
  private final FactTable facts;
  private final Findings findings;
  private final Statics statics;

  Waits(ExprChecker exprs, FactTable facts, Statics statics) {
    this.exprs = exprs;
    this.facts = facts;
    this.findings = exprs.findings;
    this.statics = statics;
  }

  /** What is asked again and again has to be able to change its answer. */
  Term looks(Term term, String statement) {
    if (term.type() != Type.Primitive.UNKNOWN && Terms.effect(term) == Effect.PURE) {
      findings.add(
          Diagnostic.error(
                  Code.LOOKS_AT_NOTHING,
                  term.span(),
                  "`%s` asks again and again, and this can never change its answer"
                      .formatted(statement))
              .here("this looks at nothing")
              .help("look at the world here: a name that `let` gave keeps the value it had"));
    }
    return term;
  }

  /** Asks again and again until a time is over. */
  void polled(Expr within, Expr every) {
    Optional<Duration> whole = bound(within, "within");
    Optional<Duration> pause = bound(every, "every");
    if (whole.isPresent() && pause.isPresent() && pause.get().compareTo(whole.get()) > 0) {
      findings.add(
          senseless(every.span(), "the pause is longer than the whole wait")
              .label(within.span(), "the wait ends before it is asked a second time"));
    }
  }

  /** The bound where it is written down and makes sense. */
  Optional<Duration> bound(Expr expr, String word) {
    Term term = exprs.checkAs(expr, Type.Primitive.DURATION, "`" + word + "`");
    facts.record(expr, term);
    ReadOnly.demand(term, findings);
    if (term.type() == Type.Primitive.UNKNOWN || Terms.effect(term).acts()) {
      return Optional.empty();
    }
    if (!statics.isKnown(term)) {
      findings.add(
          Diagnostic.error(
                  Code.UNBOUNDED, expr.span(), "`" + word + "` has to be known before the run")
              .here("this depends on what the run finds")
              .help("use a literal or a parameter"));
      return Optional.empty();
    }
    return written(term).filter(duration -> positive(duration, expr.span(), "`" + word + "`"));
  }

  private static Optional<Duration> written(Term term) {
    return term instanceof Term.Constant constant
            && constant.value() instanceof Expr.DurationValue duration
        ? Optional.of(duration.value())
        : Optional.empty();
  }

  private boolean positive(Duration duration, Span span, String what) {
    if (duration.isZero() || duration.isNegative()) {
      findings.add(senseless(span, what + " has to be longer than nothing"));
      return false;
    }
    return true;
  }

  private static Diagnostic senseless(Span span, String message) {
    return Diagnostic.error(Code.BOUND_SENSELESS, span, message);
  }

  /** What stands behind a call or a step. */
  void policy(Stmt.Policy policy, Span place) {
    policy.timeout().ifPresent(timeout -> positive(timeout, place, "`timeout`"));
    policy.retry().ifPresent(this::retry);
  }

  private void retry(Stmt.Retry retry) {
    if (retry.times() < 1) {
      findings.add(
          senseless(retry.span(), "to retry 0 times is not to retry").help("take it away"));
    } else if (retry.first().isZero()) {
      findings.add(
          senseless(retry.span(), "a retry without a pause strikes what is already down")
              .help("for example `backoff 1s..30s`"));
    } else if (retry.first().compareTo(retry.last()) > 0) {
      findings.add(
          senseless(retry.span(), "the backoff begins with its longest pause")
              .help("write the shortest one first"));
    }
  }

  /** How old an evidence or a look may be. */
  void fresh(Optional<Duration> fresh, Span place) {
    fresh.ifPresent(age -> positive(age, place, "`fresh`"));
  }

  void atOnce(Stmt.For loop) {
    if (loop.atOnce() < 1) {
      findings.add(
          senseless(loop.domain().span(), "with 0 at once this loop would never begin")
              .help("leave `max` out: then it is one after the other"));
    }
  }
}
