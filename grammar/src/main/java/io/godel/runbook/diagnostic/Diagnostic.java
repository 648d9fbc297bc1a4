package io.godel.runbook.diagnostic;

import io.godel.runbook.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One thing to tell a person about a text: where, what, why and what to do.
 *
 * @param span the place, underlined when shown
 * @param message one sentence about this very line
 * @param here what stands behind the underline; empty for nothing
 * @param labels other places of interest
 * @param helps what to do, most likely first
 */
public record Diagnostic(
    Coded code,
    Severity severity,
    Span span,
    String message,
    String here,
    List<Label> labels,
    List<String> helps) {

  /** By file, then place, then code: the order in which people read. */
  public static final Comparator<Diagnostic> BY_PLACE = Diagnostic::compare;

  public Diagnostic {
    labels = List.copyOf(labels);
    helps = List.copyOf(helps);
  }

  /** Made of the comparators of Java it would be the one thing that no archive of classes holds. */
  private static int compare(Diagnostic one, Diagnostic other) {
    int order = one.span.source().name().compareTo(other.span.source().name());
    order = order == 0 ? Integer.compare(one.span.start(), other.span.start()) : order;
    order = order == 0 ? one.code.id().compareTo(other.code.id()) : order;
    return order == 0 ? one.message.compareTo(other.message) : order;
  }

  public static Diagnostic error(Coded code, Span span, String message) {
    return of(code, Severity.ERROR, span, message);
  }

  public static Diagnostic of(Coded code, Severity severity, Span span, String message) {
    return new Diagnostic(code, severity, span, message, "", List.of(), List.of());
  }

  /** The same, with another weight. */
  public Diagnostic as(Severity other) {
    return new Diagnostic(code, other, span, message, here, labels, helps);
  }

  public Diagnostic here(String text) {
    return new Diagnostic(code, severity, span, message, text, labels, helps);
  }

  public Diagnostic label(Span place, String text) {
    List<Label> more = new ArrayList<>(labels);
    more.add(new Label(place, text));
    return new Diagnostic(code, severity, span, message, here, more, helps);
  }

  public Diagnostic help(String text) {
    List<String> more = new ArrayList<>(helps);
    more.add(text);
    return new Diagnostic(code, severity, span, message, here, labels, more);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
