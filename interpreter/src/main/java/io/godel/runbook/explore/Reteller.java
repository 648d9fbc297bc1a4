package io.godel.runbook.explore;

import io.godel.runbook.backend.Call;
import io.godel.runbook.engine.Notice;
import io.godel.runbook.engine.State;
import io.godel.runbook.explore.Retelling.Happening;
import io.godel.runbook.explore.Retelling.Moment;
import io.godel.runbook.journal.MemoryJournal;
import io.godel.runbook.simulation.Fault;
import io.godel.runbook.simulation.Simulation;
import io.godel.runbook.simulation.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Looks on while a story is run once more, and writes down what comes when. */
final class Reteller implements Simulation.Onlooker {
  private final Setting setting;
  private final Story story;
  private final World world;
  private final Instant start;
  private final Breaches breaches;
  private final Map<String, Integer> calls = new HashMap<>();
  private final List<String> awaited;
  private final Set<Simulation.Happened> seen = new HashSet<>();
  private final List<Moment> moments = new ArrayList<>();

  Reteller(Setting setting, Story story, Collection<Violation> violations) {
    this.setting = setting;
    this.story = story;
    this.world = setting.world().make(setting.seed());
    this.start = world.time().now();
    this.breaches = new Breaches(setting, violations);
    this.awaited = new ArrayList<>(story.events());
  }

  Retelling retell() {
    try {
      Simulation.Result run =
          Simulation.watched(
              setting.plan(), world, story.script(setting.scenario()), new MemoryJournal(), this);
      run.happened().stream().filter(it -> !seen.contains(it)).forEach(this::outside);
      breaches.repeated(run, story).forEach(this::repeated);
    } catch (AssertionError | RuntimeException failed) {
      // What a story does not survive is told up to there.
      add(world.time().now(), new Retelling.Crashed(String.valueOf(failed.getMessage())));
    }
    return new Retelling(withEnds());
  }

  @Override
  public void told(Instant at, Notice notice, State state, World platform) {
    // A run that died before it had begun begins anew, and later.
    boolean again = notice instanceof Notice.RunStarted && at.isAfter(start);
    if (again || notice instanceof Notice.RunResumed) {
      first(event -> event.endsWith(": kill"))
          .ifPresent(event -> misfortune(at.minus(Simulation.NOTICED), event));
    } else if (notice instanceof Notice.ApprovalDecided it && !it.approved()) {
      answer(at, it.step());
    } else if (notice instanceof Notice.StepEnded it) {
      answer(at, it.step());
    }
    add(at, new Retelling.Told(notice));
    breaches.see(notice, state, platform).forEach(it -> add(at, it));
  }

  /** What people say or do not say is known when the run has waited for it. */
  private void answer(Instant at, String step) {
    first(event -> event.equals("deny " + step) || event.equals("silence " + step))
        .ifPresent(event -> misfortune(at, event));
  }

  /** Of what has not come yet. */
  private Optional<String> first(Predicate<String> which) {
    return awaited.stream().filter(which).findFirst();
  }

  @Override
  public void calls(Call call, World platform) {
    int number = calls.merge(call.action(), 1, Integer::sum);
    Instant now = platform.time().now();
    for (Fault fault : story.script(setting.scenario()).faults()) {
      if (strikes(fault, call, number) && awaited.contains(fault.text())) {
        misfortune(now, fault.text());
        strike(now, fault);
      }
    }
    for (Fault fault : platform.faults()) {
      if (strikes(fault, call, number)) {
        add(now, new Retelling.Outside(fault.text()));
        strike(now, fault);
      }
    }
  }

  private static boolean strikes(Fault fault, Call call, int number) {
    return fault.trigger() instanceof Fault.OnCall on
        && on.action().equals(call.action())
        && (on.number() == 0 || on.number() == number);
  }

  private void strike(Instant now, Fault fault) {
    if (fault.effect() instanceof Fault.Change change) {
      seen.add(new Simulation.Happened(now, change));
    }
  }

  private void misfortune(Instant at, String event) {
    awaited.remove(event);
    add(at, new Retelling.Misfortune(event));
  }

  private void add(Instant at, Happening happening) {
    moments.add(new Moment(Duration.between(start, at), happening));
  }

  /** Changes that come by the clock are known only afterwards. */
  private void outside(Simulation.Happened happened) {
    Duration at = Duration.between(start, happened.at());
    String words = String.join(" ", happened.change().words());
    int place = 0;
    while (place < moments.size() && moments.get(place).at().compareTo(at) < 0) {
      place++;
    }
    Happening event = new Retelling.Outside(happened.change().verb().written() + " " + words);
    moments.add(place, new Moment(at, event));
  }

  /** Behind the answer to the call, which is when it is known. */
  private void repeated(String call, Violation violation) {
    for (int i = moments.size() - 1; i >= 0; i--) {
      boolean it =
          moments.get(i).happening() instanceof Retelling.Told told
              && (told.notice() instanceof Notice.CallEnded ended && ended.call().equals(call)
                  || told.notice() instanceof Notice.CallStarted started
                      && started.call().equals(call));
      if (it) {
        Happening broken = new Retelling.Broken(violation, Optional.empty());
        moments.add(i + 1, new Moment(moments.get(i).at(), broken));
        return;
      }
    }
  }

  private List<Moment> withEnds() {
    List<Moment> all = new ArrayList<>();
    for (int i = 0; i < moments.size(); i++) {
      Moment moment = moments.get(i);
      all.add(
          moment.happening() instanceof Retelling.Broken broken
              ? new Moment(
                  moment.at(), new Retelling.Broken(broken.violation(), end(broken.violation(), i)))
              : moment);
    }
    return all;
  }

  private Optional<Duration> end(Violation violation, int from) {
    return moments.subList(from, moments.size()).stream()
        .filter(it -> it.happening().equals(new Retelling.Mended(violation)))
        .map(Moment::at)
        .findFirst();
  }
}
