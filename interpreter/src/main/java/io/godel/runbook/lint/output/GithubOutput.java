package io.godel.runbook.lint.output;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Severity;
import io.godel.runbook.lint.Finding;
import io.godel.runbook.lint.Linted;
import io.godel.runbook.source.Span;
import java.util.List;

/** Workflow commands of GitHub Actions: annotations beside the lines of a change. */
public final class GithubOutput {
  private GithubOutput() {}

  public static String of(List<Linted> files) {
    StringBuilder out = new StringBuilder();
    for (Linted linted : files) {
      for (Finding finding : linted.findings()) {
        out.append(command(linted.name(), finding.diagnostic())).append('\n');
      }
    }
    return out.toString();
  }

  private static String command(String file, Diagnostic diagnostic) {
    Span span = diagnostic.span();
    String place =
        "file=%s,line=%d,endLine=%d,col=%d,endColumn=%d,title=%s"
            .formatted(
                property(file),
                span.line(),
                span.source().line(span.end()),
                span.column(),
                span.source().column(span.end()),
                property(diagnostic.code().id()));
    String text = diagnostic.message();
    for (String help : diagnostic.helps()) {
      text += "\nhelp: " + help;
    }
    return "::" + level(diagnostic.severity()) + " " + place + "::" + data(text);
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case NOTE -> "notice";
    };
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
