package io.godel.runbook.eval;

import io.godel.runbook.types.Term;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A condition with the values of its parts.
 *
 * <p>It is put into words when somebody asks for them, since most are never read. What it is made
 * of does not change, so it is the same whenever that is.
 */
public final class Explanation {
  private final Supplier<Words> put;
  private Words words;

  private record Words(String condition, List<Part> parts, String wanting) {
    Words {
      parts = List.copyOf(parts);
    }
  }

  /** A part of a condition, as written, and its value in words. */
  public record Part(String text, String value, Truth truth) {}

  private Explanation(Supplier<Words> put) {
    this.put = put;
  }

  /**
   * Of a term whose parts are not told.
   *
   * @param wanting see {@link #wanting}
   */
  public static Explanation of(Term term, String wanting) {
    return new Explanation(() -> new Words(TermText.asWritten(term), List.of(), wanting));
  }

  /**
   * @param again evaluates the condition once more, collecting its parts
   */
  static Explanation of(Term condition, Function<PartSink, Evaluation> again) {
    return new Explanation(
        () -> {
          PartSink sink = new PartSink();
          boolean holds = Evaluator.truth(again.apply(sink)) == Truth.TRUE;
          String wanting = holds ? "" : new Wants(sink.parts()).of(condition, true);
          return new Words(TermText.asWritten(condition), sink.parts(), wanting);
        });
  }

  private Words words() {
    if (words == null) {
      words = put.get();
    }
    return words;
  }

  /** As it was written. */
  public String condition() {
    return words().condition();
  }

  /** The comparisons and calls in it, in order, with what they gave. */
  public List<Part> parts() {
    return words().parts();
  }

  /** What would satisfy a condition that does not hold; empty when it holds. */
  public String wanting() {
    return words().wanting();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Explanation it && words().equals(it.words());
  }

  @Override
  public int hashCode() {
    return words().hashCode();
  }

  @Override
  public String toString() {
    return words().toString();
  }
}
