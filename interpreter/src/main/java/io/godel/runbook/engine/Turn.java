package io.godel.runbook.engine;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.pcollections.PMap;
import org.pcollections.PVector;

/** A state that is being changed by one input; it lives no longer than that. */
final class Turn {
  private static final String TIMEOUT_OF = "timeout of ";

  final Plan plan;
  final Instant now;
  final Evaluator evaluator;
  private final List<Command> commands = new ArrayList<>();
  private final Strands strands;
  private long sequence;
  private PMap<String, Waiting> waiting;
  private PMap<String, StepRecord> steps;
  private PVector<String> acted;
  private Deaths deaths;
  private Facts facts;
  private Optional<Ending> ending;

  Turn(State state, Instant now) {
    this.plan = state.plan;
    this.now = now;
    this.evaluator = new Evaluator(plan.library());
    this.sequence = state.sequence;
    this.waiting = state.waiting;
    this.steps = state.steps;
    this.acted = state.acted;
    this.deaths = state.deaths;
    this.strands = new Strands(state.lines);
    this.facts = state.facts;
    this.ending = state.ending;
  }

  State freeze() {
    return new State(
        plan, now, sequence, waiting, steps, acted, deaths, strands.lines(), facts, ending);
  }

  List<Command> commands() {
    return commands;
  }

  // The course of the run

  /**
   * Does it when everything that is being done now is done, unless the strand is cancelled before;
   * the stack stays flat.
   */
  void later(String strand, Consumer<Turn> work) {
    strands.later(new Strands.Work(strand, false, work));
  }

  /** Does it later even when the strand is cancelled. */
  void laterInAnyCase(String strand, Consumer<Turn> work) {
    strands.later(new Strands.Work(strand, true, work));
  }

  /** Does later what follows from what was waited for. */
  void later(Waiting known, Consumer<Turn> work) {
    boolean detached = known.detached() || known.isActing();
    strands.later(new Strands.Work(known.strand(), detached, work));
  }

  /** Does all that is ready; an interrupted run keeps it for its resume. */
  void settle() {
    while (strands.hasWork() && ending.isEmpty()) {
      if (facts.is(Facts.Flag.INTERRUPTED)) {
        strands.hold();
      } else {
        strands.next().accept(this);
      }
    }
  }

  Strands strands() {
    return strands;
  }

  Facts facts() {
    return facts;
  }

  boolean is(Facts.Flag flag) {
    return facts.is(flag);
  }

  void facts(UnaryOperator<Facts> change) {
    facts = change.apply(facts);
  }

  /** How long the run has been carried on; it does not grow while no process does. */
  Duration age() {
    return Duration.between(facts.started(), now).minus(facts.stoodStill());
  }

  void tell(Notice notice) {
    commands.add(new Command.Tell(notice));
  }

  boolean hasEnded() {
    return ending.isPresent();
  }

  void end(Ending how) {
    ending = Optional.of(how);
    tell(new Notice.RunEnded(plan.runbook(), how, Duration.between(facts.started(), now)));
    commands.add(new Command.End(how));
  }

  /** An interrupted run is no longer ended. */
  void goOn() {
    ending = Optional.empty();
  }

  // Waiting for what is outside

  /** An id for a call, a request or a timer of a node; the same in every replay. */
  String id(String node) {
    return node + "@" + sequence++;
  }

  /** Calls, and gives up after the call's timeout. */
  void call(
      String strand,
      boolean detached,
      Call call,
      BiConsumer<Turn, Outcome> then,
      BiConsumer<Turn, Waiting.Loss> gone) {
    String timer = TIMEOUT_OF + call.id();
    BiConsumer<Turn, Input> answered =
        (turn, input) -> {
          turn.forget(timer);
          then.accept(turn, ((Input.Answered) input).outcome());
        };
    Command command = new Command.Invoke(call);
    waiting =
        waiting.plus(
            call.id(), new Waiting(strand, command, detached, answered, Optional.of(gone)));
    commands.add(command);
    String silence = "no answer within " + ValueText.duration(call.timeout());
    // The patience with an acting call outlives its strand, or nobody would ever stop waiting.
    wake(
        strand,
        detached || call.acts(),
        timer,
        now.plus(call.timeout()),
        turn -> {
          turn.waiting = turn.waiting.minus(call.id());
          then.accept(
              turn,
              call.acts()
                  ? new Outcome.Unknown(silence)
                  : new Outcome.NotDone("timeout", silence, true));
        });
  }

  void wake(String strand, boolean detached, String timer, Instant at, Consumer<Turn> then) {
    Command command = new Command.Wake(timer, at);
    BiConsumer<Turn, Input> woken = (turn, input) -> then.accept(turn);
    waiting = waiting.plus(timer, new Waiting(strand, command, detached, woken, Optional.empty()));
    commands.add(command);
  }

  void ask(String strand, boolean detached, Command.Request request, BiConsumer<Turn, Input> then) {
    listen(strand, detached, request, then);
    commands.add(new Command.Ask(request));
  }

  /** Waits for an answer to what was asked already. */
  void listen(
      String strand, boolean detached, Command.Request request, BiConsumer<Turn, Input> then) {
    Command command = new Command.Ask(request);
    waiting =
        waiting.plus(request.id(), new Waiting(strand, command, detached, then, Optional.empty()));
  }

  /** A timer or a request that is no longer of interest. */
  void forget(String key) {
    Waiting known = waiting.get(key);
    if (known == null) {
      return;
    }
    waiting = waiting.minus(key);
    if (known.command() instanceof Command.Wake) {
      commands.add(new Command.Forget(key));
    } else if (known.command() instanceof Command.Ask) {
      commands.add(new Command.Withdraw(key));
    }
  }

  /** What waits under that key stops waiting. */
  void take(String key) {
    waiting = waiting.minus(key);
  }

  /** A call and the patience with it. */
  void takeCall(String call) {
    take(call);
    forget(TIMEOUT_OF + call);
  }

  Optional<Waiting> lookUp(String key) {
    return Optional.ofNullable(waiting.get(key));
  }

  /** Whether it is the answer to an acting call, or the end of the patience with one. */
  boolean endsActingCall(String key) {
    String call = key.startsWith(TIMEOUT_OF) ? key.substring(TIMEOUT_OF.length()) : key;
    return lookUp(call).map(Waiting::isActing).orElse(false);
  }

  Map<String, Waiting> waiting() {
    return waiting;
  }

  /** The driver is asked once more for the same. */
  void issue(String key, Waiting known) {
    waiting = waiting.plus(key, known);
    commands.add(known.command());
  }

  // Ending lines of work

  /** Nothing of the strand goes on, but for acting calls that are under way. */
  private void cancel(String strand) {
    for (Map.Entry<String, Waiting> each : waiting.entrySet()) {
      Waiting known = each.getValue();
      if (!known.detached() && !known.isActing() && Strands.within(known.strand(), strand)) {
        forget(each.getKey());
        waiting = waiting.minus(each.getKey());
      }
    }
    strands.cancel(strand);
  }

  /**
   * Cancels the strand and goes on when what became of its acting calls is known.
   *
   * @param owner the strand that goes on
   */
  void drain(String strand, String owner, Consumer<Turn> then) {
    cancel(strand);
    strands.drain(strand, owner, then);
  }

  // Steps

  StepRecord step(String instance) {
    StepRecord known = steps.get(instance);
    if (known == null) {
      throw new AssertionError("the step " + instance + " has not begun");
    }
    return known;
  }

  Map<String, StepRecord> steps() {
    return steps;
  }

  void put(String instance, StepRecord record) {
    steps = steps.plus(instance, record);
  }

  void update(Optional<String> instance, UnaryOperator<StepRecord> change) {
    instance.ifPresent(step -> put(step, change.apply(step(step))));
  }

  /** An effect of the step began: from now on it has to be taken back if the run fails. */
  void effectBegan(Optional<String> instance) {
    if (instance.isPresent() && !acted.contains(instance.get())) {
      acted = acted.plus(instance.get());
    }
    update(instance, StepRecord::whoseEffectBegan);
  }

  /** The steps whose effects began, in that order. */
  List<String> acted() {
    return acted;
  }

  /** A number that grows with everything that the run does. */
  long number() {
    return sequence++;
  }

  // Evidence

  void kill(List<Value> targets, String action, String call) {
    deaths = deaths.effect(targets, action, call, number());
  }

  /** The call certainly had no effect. */
  void revive(String call) {
    deaths = deaths.without(call);
  }

  /**
   * @param asked the number at which the check began
   */
  void made(Value.Evidence evidence, long asked) {
    deaths = deaths.made(evidence, asked);
  }

  /** The action that killed the evidence; empty while it lives. */
  Optional<String> killer(Value.Evidence evidence) {
    return deaths.killer(evidence);
  }
}
