package io.godel.runbook.explore;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Input;
import io.godel.runbook.engine.Journal;
import io.godel.runbook.simulation.Kept;
import io.godel.runbook.simulation.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads from a run what could have gone otherwise in it.
 *
 * <p>Who keeps an object keeps it as it was before the run: what is changed once is set back once
 * and for all.
 *
 * <p>A look that is asked again and again is disturbed when it is asked first, or first is answered
 * otherwise than before: what a later one would bring is what a slower world brings. A process that
 * dies between two looks has done nothing, so it dies around acting calls and questions.
 */
final class Possibilities {
  private final Simulation.Result run;
  private final List<Journal.Record> records;
  private final Misfortunes misfortunes;
  private final Places places;
  private final Set<String> acting;

  private final Rounds rounds;
  private final List<Possibility> found = new ArrayList<>();

  private Possibilities(
      Simulation.Result run, List<Journal.Record> records, Misfortunes misfortunes, Places places) {
    this.run = run;
    this.records = records;
    this.misfortunes = misfortunes;
    this.places = places;
    this.rounds = new Rounds(run.calls(), records, places);
    this.acting =
        run.calls().stream()
            .map(Simulation.Called::call)
            .filter(Call::acts)
            .map(call -> Places.node(call.id()))
            .collect(Collectors.toSet());
  }

  static List<Possibility> of(
      Simulation.Result run, List<Journal.Record> records, Misfortunes misfortunes, Places places) {
    Possibilities all = new Possibilities(run, records, misfortunes, places);
    all.calls();
    all.journal();
    all.found.sort(null);
    return all.found;
  }

  private void calls() {
    Asked failed = new Asked();
    Asked old = new Asked();
    Map<List<Object>, Outcome> first = new HashMap<>();
    Set<List<Object>> changed = new HashSet<>();
    for (int i = 0; i < run.calls().size(); i++) {
      Simulation.Called called = run.calls().get(i);
      Call call = called.call();
      List<Object> what = List.of(call.action(), call.arguments());
      if (call.acts()) {
        failed.acted();
        old.acted();
        add(called, "refuse forbidden", "timeout", "timeout after effect", "abort");
        if (places.retried().contains(Places.node(call.id()))) {
          add(called, "refuse conflict");
        }
        boolean done = called.reply().outcome() instanceof Outcome.Done;
        if (done && Kept.object(call).filter(changed::add).isPresent()) {
          add(called, "set back");
        }
      } else if (failed.isNew(call) && !rounds.isAskedAgain(called)) {
        add(called, "refuse unreachable");
      }
      if (isOld(called, first.get(what)) && old.isNew(call)) {
        add(called, "stale");
      }
      if (called.reply().outcome() instanceof Outcome.Done) {
        first.putIfAbsent(what, called.reply().outcome());
      }
      world(i);
    }
  }

  /**
   * Whether an earlier answer would be another one. What an acting call is decided by is read where
   * it is kept, and not from a cache: the API server's reads are consistent, and so are a server's
   * of itself.
   */
  private boolean isOld(Simulation.Called called, Outcome earlier) {
    return !called.call().acts()
        && earlier != null
        && !earlier.equals(called.reply().outcome())
        && !acting.contains(Places.node(called.call().id()))
        && !acting.contains(parent(Places.node(called.call().id())));
  }

  private static String parent(String node) {
    return node.substring(0, Math.max(0, node.lastIndexOf('/')));
  }

  private void add(Simulation.Called called, String... effects) {
    for (String effect : effects) {
      found.add(new Possibility(called.record(), "2 " + trigger(called), trigger(called) + effect));
    }
  }

  private void world(int place) {
    Simulation.Called called = run.calls().get(place);
    List<String> events = misfortunes.before(called.call());
    Optional<Lull> lull =
        events.isEmpty() || called.call().acts() ? Optional.empty() : Lull.of(run.calls(), place);
    List<String> later = lull.map(it -> misfortunes.before(it.act())).orElse(List.of());
    for (String event : events) {
      found.add(
          new Possibility(
              called.record(),
              "1 " + event,
              trigger(called) + event,
              lull.filter(it -> later.contains(event))));
    }
  }

  private static String trigger(Simulation.Called called) {
    return "on call " + called.number() + " of " + called.call().action() + ": ";
  }

  private void journal() {
    Set<String> acting = new HashSet<>();
    for (int i = 0; i < records.size(); i++) {
      int number = i + 1;
      Journal.Record record = records.get(i);
      if (record instanceof Journal.Issued issued) {
        kill(number, "before");
        kill(number, "after");
        asked(number, issued.command());
        if (issued.command() instanceof Command.Invoke invoke) {
          acting.add(invoke.call().id());
        }
      } else if (record instanceof Journal.Received received
          && received.input() instanceof Input.Answered answered
          && acting.remove(answered.call())) {
        kill(number, "before");
      }
    }
  }

  private void kill(int record, String when) {
    String event = "%s record %d: kill".formatted(when, record);
    found.add(new Possibility(when.equals("before") ? record - 1 : record, "3", event));
  }

  private void asked(int record, Command command) {
    if (command instanceof Command.Ask ask) {
      if (ask.request() instanceof Command.Approval it) {
        answer(record, it.step());
      } else if (ask.request() instanceof Command.Task it) {
        answer(record, it.step());
      }
    }
  }

  private void answer(int record, String step) {
    found.add(new Possibility(record, "4 " + step, "deny " + step));
    found.add(new Possibility(record, "4 " + step, "silence " + step));
  }
}
