package io.godel.runbook.syntax.repair;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;

/** Collects what is wrong, and knows which places have had their say already. */
final class Faults {
  /** More syntax errors than these in one file are of no use to anybody. */
  static final int FAULTS_MAX = 100;

  private final SourceFile source;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final TreeSet<Integer> places = new TreeSet<>();
  private boolean restLost;

  Faults(SourceFile source) {
    this.source = source;
  }

  List<Diagnostic> diagnostics() {
    return List.copyOf(diagnostics);
  }

  boolean isFull() {
    return diagnostics.size() >= FAULTS_MAX;
  }

  void report(Diagnostic diagnostic) {
    places.add(diagnostic.span().start());
    if (!isFull()) {
      diagnostics.add(diagnostic);
    }
  }

  /** The text was mended here: what else seems wrong close by is a consequence. */
  void mended(int place) {
    places.add(place);
  }

  /** What follows, to the end of the file, was swallowed by something without an end. */
  void restLost() {
    restLost = true;
  }

  boolean isRestLost() {
    return restLost;
  }

  /** Whether something was reported or mended from one place to before another. */
  boolean any(int from, int to) {
    Integer found = places.ceiling(from);
    return found != null && found < to;
  }

  Diagnostic error(Code code, Token word, String message) {
    return Diagnostic.error(code, span(word), message);
  }

  Span span(Token word) {
    return span(word.getStartIndex(), word.getStopIndex() + 1);
  }

  Span span(int start, int end) {
    int length = source.text().length();
    int from = Math.max(0, Math.min(start, length));
    return new Span(source, from, Math.max(from, Math.min(end, length)));
  }
}
