package io.godel.runbook.engine;

import io.godel.runbook.backend.simulated.VirtualTime;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** The people of a test: they say yes after twenty seconds, unless they are told otherwise. */
final class Staff implements Approver {
  static final Duration READING = Duration.ofSeconds(20);

  private final VirtualTime time;
  private final Map<String, Function<Command.Request, Optional<Input>>> answers = new TreeMap<>();
  private final Map<String, Duration> delays = new TreeMap<>();
  private final List<Command.Request> asked = new ArrayList<>();
  private final List<String> withdrawn = new ArrayList<>();

  Staff(VirtualTime time) {
    this.time = time;
  }

  /**
   * @param who asks: a step for an approval or a task, {@code doubt} or {@code choice}
   */
  Staff answer(String who, Function<Command.Request, Optional<Input>> answer) {
    answers.put(who, answer);
    return this;
  }

  Staff says(String who, Input.Decision decision) {
    return says(who, decision, "somebody");
  }

  Staff says(String who, Input.Decision decision, String by) {
    return answer(who, it -> Optional.of(decided(it, decision, by)));
  }

  Input decided(Command.Request request, Input.Decision decision, String by) {
    return new Input.Decided(time.now(), request.id(), decision, by, "");
  }

  Staff silent(String who) {
    return answer(who, it -> Optional.empty());
  }

  Staff takes(String who, Duration delay) {
    delays.put(who, delay);
    return this;
  }

  Staff types(String step, Map<String, Value> values) {
    return answer(
        step, it -> Optional.of(new Input.Acknowledged(time.now(), it.id(), "somebody", values)));
  }

  List<Command.Request> asked() {
    return List.copyOf(asked);
  }

  List<String> withdrawn() {
    return List.copyOf(withdrawn);
  }

  @Override
  public void ask(Command.Request request, Consumer<Input> answer) {
    asked.add(request);
    String who = who(request);
    Duration delay = delays.getOrDefault(who, READING);
    time.after(
        delay, () -> answers.getOrDefault(who, Staff.this::usual).apply(request).ifPresent(answer));
  }

  /** The process that asks dies: it hears no answer any more. */
  Approver untilKilled(BooleanSupplier killed) {
    Staff staff = this;
    return new Approver() {
      @Override
      public void ask(Command.Request request, Consumer<Input> answer) {
        staff.ask(
            request,
            input -> {
              if (!killed.getAsBoolean()) {
                answer.accept(input);
              }
            });
      }

      @Override
      public void withdraw(String request) {
        staff.withdraw(request);
      }
    };
  }

  private static String who(Command.Request request) {
    if (request instanceof Command.Approval it) {
      return it.step();
    }
    if (request instanceof Command.Task it) {
      return it.step();
    }
    return request instanceof Command.Doubt ? "doubt" : "choice";
  }

  /** Approvals are given; nobody knows what became of a call, nobody chooses a scenario. */
  private Optional<Input> usual(Command.Request request) {
    return request instanceof Command.Approval
        ? Optional.of(decided(request, Input.Decision.YES, "somebody"))
        : Optional.empty();
  }

  @Override
  public void withdraw(String request) {
    withdrawn.add(request);
  }
}
