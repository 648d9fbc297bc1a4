package io.godel.runbook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godel.runbook.report.RunReport;
import io.godel.runbook.report.Style;
import io.godel.runbook.run.RunFolder;
import io.godel.runbook.run.Runs;
import io.godel.runbook.run.Stand;
import io.godel.runbook.run.StateException;
import io.godel.runbook.run.StoredRun;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code runbook show}: what a run did, told again from its journal. */
@Command(name = "show", description = "Tell what a run did, from its journal.")
final class ShowCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;

  @Parameters(
      paramLabel = "RUN",
      description = "The run's name, or a beginning that no other has, or latest.")
  String run;

  @Option(names = "--json", description = "Answer in JSON, with the whole journal.")
  boolean json;

  @Override
  public Integer call() {
    try {
      RunFolder folder = Runs.find(Remembered.home(parent.console), run);
      Stand stand = Stand.of(folder, parent.project);
      if (stand.kind() == Stand.Kind.NOT_BEGUN) {
        tellNotBegun(folder, stand);
        return ExitCode.OK;
      }
      StoredRun stored = StoredRun.look(folder, parent.project);
      if (json) {
        parent.console.out().println(Json.pretty(answer(folder, stored, stand)));
      } else {
        tell(stored, stand);
      }
      stored.damage().ifPresent(this::complain);
      return stored.damage().isEmpty() ? ExitCode.OK : ExitCode.PERSON_NEEDED;
    } catch (StateException refused) {
      complain(refused.getMessage());
      return ExitCode.PERSON_NEEDED;
    }
  }

  private void complain(String message) {
    parent.console.err().println("error: " + message);
  }

  private void tellNotBegun(RunFolder folder, Stand stand) {
    parent
        .console
        .out()
        .println(
            json
                ? Json.pretty(Json.run(folder, stand))
                : "run %s had not begun: nothing was done".formatted(folder.run()));
  }

  private ObjectNode answer(RunFolder folder, StoredRun stored, Stand stand) throws StateException {
    ObjectNode answer = Json.run(folder, stand);
    ObjectNode steps = answer.putObject("steps");
    for (String step : stored.plan().stepNames()) {
      steps.put(step, Json.name(stored.recovery().state().step(step)));
    }
    answer.set("in_doubt", Json.texts(stored.open().inDoubt()));
    answer.set("under_way", Json.texts(stored.open().steps()));
    answer.set("waits_for", Json.texts(stored.open().waitsFor()));
    answer.set("guards", Json.texts(stored.open().guards()));
    answer.set("since", Json.texts(stored.since()));
    answer.putArray("journal").addAll(folder.records());
    return answer;
  }

  private void tell(StoredRun stored, Stand stand) {
    Style style = parent.console.style(parent.colours);
    RunReport report = new RunReport(style, parent.console.out()::println);
    report.head(
        stored.plan(),
        "run %s on %s, by %s"
            .formatted(stored.head().run(), stored.head().target(), stored.head().by()));
    stored.story().forEach(told -> report.tell(told.at(), told.notice()));
    if (stored.recovery().canGoOn()) {
      open(stored, stand, style);
    }
    lines(style, "Since then", stored.since());
  }

  private void open(StoredRun stored, Stand stand, Style style) {
    String now = stand.kind() == Stand.Kind.RUNNING ? "It goes on right now" : "It stands still";
    heading(style, now);
    lines(style, "In doubt", stored.open().inDoubt());
    lines(style, "Under way", stored.open().steps());
    lines(style, "Waits for", stored.open().waitsFor());
    lines(style, "Held, and is asked anew", stored.open().guards());
    if (stand.kind() == Stand.Kind.INTERRUPTED && stored.damage().isEmpty()) {
      String name = stored.head().run();
      heading(style, "To go on");
      parent.console.out().println("  runbook resume " + name);
      parent.console.out().println("  runbook abort " + name);
    }
  }

  private void lines(Style style, String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      heading(style, heading);
      lines.forEach(line -> parent.console.out().println("  " + line));
    }
  }

  private void heading(Style style, String text) {
    parent.console.out().println();
    parent.console.out().println(style.bold(text));
  }
}
