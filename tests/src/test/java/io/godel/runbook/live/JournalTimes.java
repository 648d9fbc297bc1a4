package io.godel.runbook.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Engine;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.State;
import io.godel.runbook.journal.JournalFile;
import io.godel.runbook.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long the calls of a run took, by its journal: from the record that led to a call until the
 * one of its answer was written. So what the engine does between is counted, and the records too.
 *
 * @param waited how long nothing was done but to wait for the next look
 */
record JournalTimes(List<Took> calls, Duration waited) {
  JournalTimes {
    calls = List.copyOf(calls);
  }

  /**
   * A call.
   *
   * @param node the one of the plan that it was made for, without the runbook's name
   */
  record Took(String node, String action, Instant begun, Duration time) {
    boolean isOf(String part) {
      return node.startsWith(part + "/");
    }

    private Instant ended() {
      return begun.plus(time);
    }
  }

  private record Begun(Command.Invoke command, Instant at) {}

  static JournalTimes of(Plan plan, Path journal) throws IOException {
    List<Took> calls = new ArrayList<>();
    Map<String, Begun> begun = new HashMap<>();
    Duration waited = Duration.ZERO;
    State state = Engine.initial(plan);
    Instant last = Instant.EPOCH;
    var inputs = JournalFile.history(journal).inputs().iterator();
    for (JsonNode record : JournalFile.records(journal)) {
      Instant at = Instant.parse(record.get("at").asText());
      if (record.has("received")) {
        Input input = inputs.next();
        if (input instanceof Input.Woken) {
          waited = waited.plus(Duration.between(last, at));
        } else if (input instanceof Input.Answered answered) {
          Begun call = begun.get(answered.call());
          calls.add(
              new Took(
                  node(answered.call()),
                  call.command().call().action(),
                  call.at(),
                  Duration.between(call.at(), at)));
        }
        Engine.Stepped stepped = Engine.step(state, input);
        state = stepped.state();
        for (Command command : stepped.commands()) {
          if (command instanceof Command.Invoke invoke) {
            begun.put(invoke.call().id(), new Begun(invoke, at));
          }
        }
      }
      last = at;
    }
    return new JournalTimes(calls, waited);
  }

  /** From the first call of a part of the plan to the last answer to one. */
  Duration of(String part) {
    List<Took> inside = calls.stream().filter(it -> it.isOf(part)).toList();
    return Duration.between(
        inside.stream().map(Took::begun).min(Comparator.naturalOrder()).orElseThrow(),
        inside.stream().map(Took::ended).max(Comparator.naturalOrder()).orElseThrow());
  }

  private static String node(String call) {
    return call.substring(call.indexOf('/') + 1, call.indexOf('@'));
  }
}
