package io.godel.runbook.plan;

import io.godel.runbook.report.Dot;
import io.godel.runbook.report.Mermaid;
import io.godel.runbook.report.PlanText;
import io.godel.runbook.report.Style;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Prints plans in a program of its own. */
public final class PlanPrinter {
  private PlanPrinter() {}

  public static void main(String[] args) {
    new PrintStream(System.out, true, StandardCharsets.UTF_8).print(everything(Path.of(args[0])));
  }

  static String everything(Path folder) {
    StringBuilder out = new StringBuilder();
    for (String name : Plans.NAMES) {
      Plan plan = Plans.named(folder, name);
      out.append(PlanJson.write(plan)).append('\n').append(PlanText.of(plan, Style.TERMINAL));
      out.append(Mermaid.of(plan)).append(Dot.of(plan));
    }
    return out.toString();
  }
}
