package io.godel.runbook.lint.output;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Finding;
import io.godel.runbook.lint.Linted;
import java.util.List;
import java.util.Locale;

/** A summary in Markdown, as for a comment below a change or the summary of a job. */
public final class MarkdownOutput {
  private MarkdownOutput() {}

  public static String of(List<Linted> files) {
    StringBuilder out = new StringBuilder("## runbook lint\n\n");
    long found = files.stream().mapToLong(it -> it.findings().size()).sum();
    if (found == 0) {
      return out.append(files.size()).append(" files, nothing found.\n").toString();
    }
    out.append("| errors | warnings | notes | files |\n| ---: | ---: | ---: | ---: |\n");
    for (Severity severity : Severity.values()) {
      out.append("| ").append(files.stream().mapToLong(it -> it.count(severity)).sum()).append(' ');
    }
    out.append("| ").append(files.size()).append(" |\n\n");
    out.append("| | rule | place | |\n| --- | --- | --- | --- |\n");
    for (Linted linted : files) {
      for (Finding finding : linted.findings()) {
        row(linted.name(), finding.diagnostic(), out);
      }
    }
    return out.toString();
  }

  private static void row(String file, Diagnostic diagnostic, StringBuilder out) {
    out.append("| ")
        .append(diagnostic.severity().name().toLowerCase(Locale.ROOT))
        .append(" | ")
        .append(diagnostic.code().id())
        .append(" | `")
        .append(file)
        .append(':')
        .append(diagnostic.span().line())
        .append("` | ")
        .append(diagnostic.message().replace("|", "\\|").replace("\n", " "))
        .append(" |\n");
  }
}
