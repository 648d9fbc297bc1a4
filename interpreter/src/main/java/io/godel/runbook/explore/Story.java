package io.godel.runbook.explore;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.simulation.Fault;
import io.godel.runbook.simulation.FaultReader;
import io.godel.runbook.simulation.Simulation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What goes otherwise than usual in one run, in the words of drills: a fault, {@code deny STEP} or
 * {@code silence STEP}.
 *
 * <p>A run follows from its plan, its world and its story, so the text of a story is enough to see
 * the same run again.
 */
public record Story(List<String> events) {
  /** Nothing goes wrong. */
  public static final Story PLAIN = new Story(List.of());

  private static final String AND = " + ";
  private static final String DENY = "deny ";
  private static final String SILENCE = "silence ";

  public Story {
    events = List.copyOf(events);
  }

  /** Empty when the text tells no story. */
  public static Optional<Story> read(String id) {
    Story story = new Story(List.of(id.split(" \\+ ")));
    return story.events.stream().allMatch(Story::isEvent) ? Optional.of(story) : Optional.empty();
  }

  private static boolean isEvent(String text) {
    return text.matches("(deny|silence) \\w+") || FaultReader.read(text).isPresent();
  }

  Story with(String event) {
    List<String> more = new ArrayList<>(events);
    more.add(event);
    return new Story(more);
  }

  /** What {@code simulate --story} takes; empty for the plain story. */
  public String id() {
    return String.join(AND, events);
  }

  /** Whether nobody but the run changes the world in it. */
  boolean changesNothing() {
    return script(Optional.empty()).faults().stream()
        .map(Fault::effect)
        .noneMatch(effect -> effect instanceof Fault.Change || effect instanceof Fault.Keeping);
  }

  /** Whether a call did something, be it that no answer to it came. */
  boolean tookEffect(Simulation.Called called) {
    return called.reply().outcome() instanceof Outcome.Done
        || events.contains(
            "on call %d of %s: timeout after effect"
                .formatted(called.number(), called.call().action()));
  }

  /** How a simulation is told. */
  public Simulation.Script script(Optional<String> scenario) {
    List<Fault> faults = new ArrayList<>();
    Set<String> deny = new HashSet<>();
    Set<String> silent = new HashSet<>();
    for (String event : events) {
      if (event.startsWith(DENY)) {
        deny.add(event.substring(DENY.length()));
      } else if (event.startsWith(SILENCE)) {
        silent.add(event.substring(SILENCE.length()));
      } else {
        faults.add(FaultReader.read(event).orElseThrow(() -> new AssertionError(event)));
      }
    }
    return new Simulation.Script(scenario, faults, deny, silent);
  }

  /** As the lines of a drill. */
  public List<String> lines() {
    return events.stream()
        .map(event -> isAnswer(event) ? event : "fault \"" + event + "\"")
        .toList();
  }

  private static boolean isAnswer(String event) {
    return event.startsWith(DENY) || event.startsWith(SILENCE);
  }
}
