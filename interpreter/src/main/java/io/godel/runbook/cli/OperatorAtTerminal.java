package io.godel.runbook.cli;

import io.godel.runbook.backend.Call;
import io.godel.runbook.engine.Approver;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Input;
import io.godel.runbook.plan.WrittenValue;
import io.godel.runbook.targets.Target;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The person who runs a runbook: asked at the terminal, one question after the other, where no is
 * the answer to everything but a clear yes. Without a terminal nothing waits for a key.
 */
final class OperatorAtTerminal implements Approver {
  private static final String NOBODY =
      "nobody is at a terminal to be asked, and --yes-to was not given for this step";

  private final Optional<BufferedReader> terminal;
  private final PrintStream out;
  private final String person;
  private final Target target;
  private final Set<String> yesTo;
  private final InstantSource clock;
  private final Changes changes;
  private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
  private final ExecutorService questions =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "operator");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param terminal what the person types; empty without a terminal
   * @param person who they are
   * @param yesTo the steps that were agreed to beforehand
   * @param changes says what an acting call would change
   */
  OperatorAtTerminal(
      Optional<BufferedReader> terminal,
      PrintStream out,
      String person,
      Target target,
      Set<String> yesTo,
      InstantSource clock,
      Changes changes) {
    this.terminal = terminal;
    this.out = out;
    this.person = person;
    this.target = target;
    this.yesTo = Set.copyOf(yesTo);
    this.clock = clock;
    this.changes = changes;
  }

  /** What acting calls would change, by the servers' word. */
  interface Changes {
    String of(Call call) throws InterruptedException;
  }

  @Override
  public void ask(Command.Request request, Consumer<Input> answer) {
    questions.execute(() -> answered(request).ifPresent(answer));
  }

  @Override
  public void withdraw(String request) {
    withdrawn.add(request);
  }

  private Optional<Input> answered(Command.Request request) {
    if (request instanceof Command.Approval it) {
      return Optional.of(approval(it));
    }
    if (request instanceof Command.Task it) {
      return Optional.of(task(it));
    }
    if (request instanceof Command.Doubt it) {
      return doubt(it);
    }
    return Optional.of(choice((Command.Choice) request));
  }

  private Input decided(String request, boolean yes, String reason) {
    Input.Decision decision = yes ? Input.Decision.YES : Input.Decision.NO;
    return new Input.Decided(clock.instant(), request, decision, person, reason);
  }

  private Input approval(Command.Approval approval) {
    if (!target.mayAnswer(person, approval.role())) {
      return decided(approval.id(), false, person + " has not the role " + approval.role());
    }
    if (yesTo.contains(approval.step())) {
      return decided(approval.id(), true, "given beforehand");
    }
    if (terminal.isEmpty()) {
      return decided(approval.id(), false, NOBODY);
    }
    List<String> seen = approval.showing().calls().stream().flatMap(this::changed).toList();
    seen.forEach(out::println);
    String within = ValueText.duration(approval.within());
    String line = line("%s [y/N, within %s] ".formatted(approval.question(), within));
    boolean yes = line.equalsIgnoreCase("y") || line.equalsIgnoreCase("yes");
    Input.Decision decision =
        yes && !withdrawn.contains(approval.id()) ? Input.Decision.YES : Input.Decision.NO;
    return new Input.Decided(clock.instant(), approval.id(), decision, person, "", seen);
  }

  /** The rest of what has to be seen stands in the report right before the question. */
  private Stream<String> changed(Call call) {
    try {
      String diff = changes.of(call);
      return diff.isEmpty()
          ? Stream.empty()
          : Stream.concat(
              Stream.of(call.action() + " would change:"), diff.lines().map(line -> "  " + line));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Stream.empty();
    }
  }

  private Input task(Command.Task task) {
    if (terminal.isEmpty()) {
      return decided(task.id(), false, NOBODY);
    }
    String done = line(task.task() + " — done? [y/N] ");
    if (!done.equalsIgnoreCase("y") && !done.equalsIgnoreCase("yes")) {
      return decided(task.id(), false, "");
    }
    Map<String, Value> answers = new LinkedHashMap<>();
    for (Command.Field field : task.fields()) {
      Optional<Value> value = typed(field);
      if (value.isEmpty()) {
        return decided(task.id(), false, "no answer to: " + field.question());
      }
      answers.put(field.name(), value.get());
    }
    return new Input.Acknowledged(clock.instant(), task.id(), person, answers);
  }

  /** Asked again until it is of the type, or nothing is typed. */
  private Optional<Value> typed(Command.Field field) {
    while (true) {
      String line = line(field.question() + " (" + field.type() + ") ");
      if (line.isEmpty()) {
        return Optional.empty();
      }
      Optional<Value> value =
          Arrays.stream(Type.Primitive.values())
              .filter(type -> type.shown().equals(field.type()))
              .findFirst()
              .flatMap(type -> WrittenValue.read(line, type));
      if (value.isPresent()) {
        return value;
      }
      out.println("that is no " + field.type());
    }
  }

  /** Who does not know says nothing: the call stays in doubt. */
  private Optional<Input> doubt(Command.Doubt doubt) {
    if (terminal.isEmpty()) {
      return Optional.empty();
    }
    String line = line(doubt.question() + " [y/n, or nothing for not known] ");
    return line.isEmpty()
        ? Optional.empty()
        : Optional.of(decided(doubt.id(), line.toLowerCase(Locale.ROOT).startsWith("y"), ""));
  }

  private Input choice(Command.Choice choice) {
    if (terminal.isEmpty()) {
      return decided(choice.id(), false, NOBODY);
    }
    String line = line("Which scenario? " + String.join(", ", choice.scenarios()) + ": ");
    return choice.scenarios().contains(line)
        ? new Input.Chosen(clock.instant(), choice.id(), line, person)
        : decided(choice.id(), false, "");
  }

  private String line(String question) {
    out.print(question);
    out.flush();
    try {
      String line = terminal.orElseThrow().readLine();
      return line == null ? "" : line.strip();
    } catch (IOException gone) {
      return "";
    }
  }
}
