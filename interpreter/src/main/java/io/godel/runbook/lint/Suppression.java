package io.godel.runbook.lint;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.FileTree;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A comment that lets a finding stand: {@code // allow L0306 until 2027-01-31: the reason}. It
 * holds for its own line or, alone on a line, for the next one that is no comment.
 *
 * @param codes of the rules
 * @param until the last day on which it holds
 * @param line where findings have to begin
 * @param problem what is wrong with the comment, empty for nothing
 */
record Suppression(
    List<String> codes, Optional<LocalDate> until, int line, Span span, String problem) {
  private static final Pattern BEGINNING = Pattern.compile("//\\s*allow\\s+(?=[A-Za-z]\\d)");
  private static final Pattern FORM =
      Pattern.compile(
          "//\\s*allow\\s+(?<codes>[\\w.]+(?:\\s*,\\s*[\\w.]+)*)"
              + "(?:\\s+until\\s+(?<until>\\S+?))?\\s*(?::\\s*(?<reason>.*))?");

  Suppression {
    codes = List.copyOf(codes);
  }

  /** All of a file, right ones and wrong ones. */
  static List<Suppression> of(FileTree file) {
    List<Suppression> all = new ArrayList<>();
    for (FileTree.Comment comment : file.comments()) {
      if (BEGINNING.matcher(comment.text()).lookingAt()) {
        all.add(read(comment));
      }
    }
    return all;
  }

  private static Suppression read(FileTree.Comment comment) {
    int line = target(comment.span());
    Matcher form = FORM.matcher(comment.text().strip());
    if (!form.matches()) {
      return wrong(comment, line, "it is written `// allow CODE until DATE: REASON`");
    }
    if (form.group("reason") == null || form.group("reason").isBlank()) {
      return wrong(comment, line, "a finding may stand only for a reason, behind a colon");
    }
    Optional<LocalDate> until = Optional.empty();
    if (form.group("until") != null) {
      try {
        until = Optional.of(LocalDate.parse(form.group("until")));
      } catch (DateTimeParseException noDate) {
        return wrong(comment, line, "`" + form.group("until") + "` is no date, as 2027-01-31");
      }
    }
    List<String> codes = List.of(form.group("codes").split("\\s*,\\s*"));
    return new Suppression(codes, until, line, comment.span(), "");
  }

  private static Suppression wrong(FileTree.Comment comment, int line, String problem) {
    return new Suppression(List.of(), Optional.empty(), line, comment.span(), problem);
  }

  private static int target(Span comment) {
    SourceFile source = comment.source();
    int line = comment.line();
    if (!source.lineText(line).substring(0, comment.column() - 1).isBlank()) {
      return line;
    }
    int next = line + 1;
    while (next <= source.lineCount() && isEmpty(source.lineText(next))) {
      next++;
    }
    return next;
  }

  private static boolean isEmpty(String line) {
    return line.isBlank() || line.strip().startsWith("//");
  }

  boolean holds(Finding finding, LocalDate today) {
    return problem.isEmpty()
        && codes.contains(finding.diagnostic().code().id())
        && finding.diagnostic().span().line() == line
        && !isOver(today);
  }

  boolean isOver(LocalDate today) {
    return until.filter(today::isAfter).isPresent();
  }
}
