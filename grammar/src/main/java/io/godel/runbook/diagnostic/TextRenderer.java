package io.godel.runbook.diagnostic;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Shows diagnostics to people: what, where, the line itself underlined, what to do. */
public final class TextRenderer {
  /** More than these nobody reads in one go. */
  static final int SHOWN_MAX = 100;

  /** Of a line so many characters are shown around the place. */
  static final int WIDTH_MAX = 160;

  private final Marks marks;

  public TextRenderer(Marks marks) {
    this.marks = marks;
  }

  /** All of them, and how many there are. */
  public String render(List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic each : diagnostics.subList(0, Math.min(SHOWN_MAX, diagnostics.size()))) {
      out.append(render(each, diagnostics)).append('\n');
    }
    if (diagnostics.size() > SHOWN_MAX) {
      out.append("and ").append(diagnostics.size() - SHOWN_MAX).append(" more\n");
    }
    if (!diagnostics.isEmpty()) {
      long files = diagnostics.stream().map(it -> it.span().source().name()).distinct().count();
      out.append(counted(diagnostics)).append(" in ").append(counted(files, "file")).append('\n');
    }
    return out.toString();
  }

  /** As {@code 2 errors, 1 warning}: the heaviest first. */
  private static String counted(List<Diagnostic> diagnostics) {
    List<String> counts = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      long count = diagnostics.stream().filter(it -> it.severity() == severity).count();
      if (count > 0) {
        counts.add(counted(count, severity.name().toLowerCase(Locale.ROOT)));
      }
    }
    return String.join(", ", counts);
  }

  private static String counted(long count, String word) {
    return count + " " + word + (count == 1 ? "" : "s");
  }

  public String render(Diagnostic diagnostic) {
    return render(diagnostic, List.of(diagnostic));
  }

  /**
   * @param all what else was found: the secrets among it are hidden here too
   */
  public String render(Diagnostic diagnostic, List<Diagnostic> all) {
    List<Span> secrets =
        all.stream().filter(it -> it.code().isOfSecret()).map(Diagnostic::span).toList();
    Span span = diagnostic.span();
    List<Mark> places = new ArrayList<>();
    places.add(new Mark(span, diagnostic.here(), '^'));
    diagnostic.labels().forEach(label -> places.add(new Mark(label.span(), label.text(), '-')));
    int width =
        places.stream()
            .mapToInt(mark -> Integer.toString(mark.span.line()).length())
            .max()
            .orElse(1);
    StringBuilder out = new StringBuilder();
    String severity = diagnostic.severity().name().toLowerCase(Locale.ROOT);
    out.append(marks.error(severity + "[" + diagnostic.code().id() + "]"))
        .append(": ")
        .append(diagnostic.message())
        .append('\n');
    String margin = " ".repeat(width);
    String place = span.source().name() + ":" + span.line() + ":" + span.column();
    out.append(margin).append(marks.place(" ┌─ ")).append(place).append('\n');
    if (!span.source().text().isEmpty()) {
      lines(out, places, span.source(), width, secrets);
    }
    for (String help : diagnostic.helps()) {
      out.append(margin).append(marks.help(" = help: ")).append(help).append('\n');
    }
    return out.toString();
  }

  private record Mark(Span span, String text, char sign) {}

  /** The lines of one file in their order, those of others with their name behind. */
  private void lines(
      StringBuilder out, List<Mark> places, SourceFile main, int width, List<Span> secrets) {
    List<Mark> ordered = new ArrayList<>(places);
    ordered.sort(
        Comparator.comparing((Mark mark) -> mark.span.source() != main)
            .thenComparing(mark -> mark.span.start()));
    int shown = 0;
    for (Mark mark : ordered) {
      if (mark.span.source() != main) {
        out.append(" ".repeat(width)).append(marks.place(" ├─ ")).append(mark.span).append('\n');
        shown = 0;
      }
      if (mark.span.line() != shown) {
        shown = mark.span.line();
        String number = String.format(Locale.ROOT, "%" + width + "d", shown);
        out.append(marks.place(number + " │ "))
            .append(window(mark.span, secrets).text)
            .append('\n');
      }
      underline(out, mark, width, secrets);
    }
  }

  private record Window(String text, int start, int length) {}

  /** The line of the place, with a dot for each character of a secret. */
  private static String hidden(Span span, List<Span> secrets) {
    StringBuilder line = new StringBuilder(span.source().lineText(span.line()));
    int start = span.start() - (span.column() - 1);
    for (Span secret : secrets) {
      int from = Math.max(0, secret.start() - start);
      int to = Math.min(line.length(), secret.end() - start);
      for (int i = from; i < to && secret.source() == span.source(); i++) {
        line.setCharAt(i, '•');
      }
    }
    return line.toString();
  }

  /** The part of the line around the place, tabs as blanks, what cannot be seen as a dot. */
  private static Window window(Span span, List<Span> secrets) {
    String line = hidden(span, secrets);
    int column = Math.min(span.column() - 1, line.length());
    int from = column > WIDTH_MAX / 2 && line.length() > WIDTH_MAX ? column - WIDTH_MAX / 2 : 0;
    int to = Math.min(line.length(), from + WIDTH_MAX);
    StringBuilder shown = new StringBuilder(from > 0 ? "…" : "");
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      shown.append(c == '\t' ? ' ' : Character.isISOControl(c) || c == '\uFEFF' ? '·' : c);
    }
    shown.append(to < line.length() ? "…" : "");
    int length = Math.min(span.end() - span.start(), line.length() - column);
    int start = column - from + (from > 0 ? 1 : 0);
    return new Window(shown.toString(), start, Math.max(1, Math.min(length, to - column)));
  }

  private void underline(StringBuilder out, Mark mark, int width, List<Span> secrets) {
    Window window = window(mark.span, secrets);
    String sign = Character.toString(mark.sign).repeat(window.length);
    String text = mark.text.isEmpty() ? "" : " " + mark.text;
    String shown = mark.sign == '^' ? marks.error(sign + text) : marks.place(sign + text);
    out.append(" ".repeat(width))
        .append(marks.place(" │ "))
        .append(" ".repeat(window.start))
        .append(shown)
        .append('\n');
  }
}
