package io.godel.runbook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.report.Style;
import io.godel.runbook.run.RunFolder;
import io.godel.runbook.run.Runs;
import io.godel.runbook.run.Stand;
import io.godel.runbook.run.StateException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code runbook runs}: the runs that are remembered on this machine. */
@Command(name = "runs", description = "List the runs of this machine, the newest first.")
final class RunsCommand implements Callable<Integer> {
  private static final List<String> HEADINGS =
      List.of("run", "runbook", "target", "started", "by", "state");

  @ParentCommand RunbookCommand parent;

  @Option(names = "--json", description = "Answer in JSON.")
  boolean json;

  @Override
  public Integer call() {
    try {
      Runs.All all = Runs.all(Remembered.home(parent.console));
      List<RunFolder> runs = all.runs();
      List<Stand> stands = runs.stream().map(run -> Stand.of(run, parent.project)).toList();
      if (json) {
        parent.console.out().println(Json.pretty(answer(runs, stands)));
      } else if (runs.isEmpty()) {
        parent.console.out().println("there is no run yet");
      } else {
        print(runs, stands);
      }
      all.problems().forEach(this::complain);
      return all.problems().isEmpty() ? ExitCode.OK : ExitCode.PERSON_NEEDED;
    } catch (StateException refused) {
      complain(refused.getMessage());
      return ExitCode.PERSON_NEEDED;
    }
  }

  private void complain(String message) {
    parent.console.err().println("error: " + message);
  }

  private static ObjectNode answer(List<RunFolder> runs, List<Stand> stands) {
    ObjectNode answer = Json.object();
    ArrayNode all = answer.putArray("runs");
    for (int i = 0; i < runs.size(); i++) {
      all.add(Json.run(runs.get(i), stands.get(i)));
    }
    return answer;
  }

  private void print(List<RunFolder> runs, List<Stand> stands) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    for (int i = 0; i < runs.size(); i++) {
      rows.add(row(runs.get(i), stands.get(i)));
    }
    int[] widths =
        IntStream.range(0, HEADINGS.size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    for (int i = 0; i < rows.size(); i++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        line.append(Style.padded(rows.get(i).get(column), widths[column] + 2));
      }
      print(line.toString(), i == 0, i == 0 ? "" : stands.get(i - 1).problem());
    }
  }

  private void print(String line, boolean heading, String problem) {
    Style style = parent.console.style(parent.colours);
    String text = line.stripTrailing();
    parent.console.out().println(heading ? style.faint(text) : text);
    if (!problem.isEmpty()) {
      parent.console.out().println("  " + problem);
    }
  }

  private static List<String> row(RunFolder run, Stand stand) {
    return List.of(
        run.run(),
        run.head().runbook(),
        run.head().target(),
        Remembered.started(run),
        run.head().by(),
        Remembered.word(stand));
  }
}
