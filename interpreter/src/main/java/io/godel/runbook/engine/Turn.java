package io.godel.runbook.engine;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.eval.Env;
import io.godel.runbook.eval.Evaluator;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/** A state that is being changed by one input; it lives no longer than that. */
final class Turn {
  private static final String TIMEOUT_OF = "timeout of ";

  final Plan plan;
  final Instant now;
  final Evaluator evaluator;
  private final List<Command> commands = new ArrayList<>();
  private final Deque<Consumer<Turn>> ready = new ArrayDeque<>();
  private long sequence;
  private PMap<String, Waiting> waiting;
  private PMap<String, StepRecord> steps;
  private PVector<String> acted;
  private PVector<State.Death> deaths;
  private PMap<String, String> inFlight;
  private PVector<State.Drain> drains;
  private PMap<String, State.Join> joins;
  private PVector<Consumer<Turn>> held;
  private State.Facts facts;
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
    this.inFlight = state.inFlight;
    this.drains = state.drains;
    this.joins = state.joins;
    this.held = state.held;
    this.facts = state.facts;
    this.ending = state.ending;
  }

  State freeze() {
    return new State(
        plan, now, sequence, waiting, steps, acted, deaths, inFlight, drains, joins, held, facts,
        ending);
  }

  List<Command> commands() {
    return commands;
  }

  // The course of the run

  /** Does it when everything that is being done now is done; the stack stays flat. */
  void later(Consumer<Turn> work) {
    ready.add(work);
  }

  /** Does all that is ready; an interrupted run keeps it for its resume. */
  void settle() {
    while (!ready.isEmpty() && ending.isEmpty()) {
      Consumer<Turn> work = ready.poll();
      if (facts.interrupted()) {
        held = held.plus(work);
      } else {
        work.accept(this);
      }
    }
  }

  void release() {
    ready.addAll(held);
    held = TreePVector.empty();
  }

  void forgetHeld() {
    held = TreePVector.empty();
    ready.clear();
  }

  State.Facts facts() {
    return facts;
  }

  void facts(UnaryOperator<State.Facts> change) {
    facts = change.apply(facts);
  }

  void tell(Notice notice) {
    commands.add(new Command.Tell(notice));
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
  void call(String strand, boolean detached, Call call, BiConsumer<Turn, Outcome> then) {
    String timer = TIMEOUT_OF + call.id();
    BiConsumer<Turn, Input> answered =
        (turn, input) -> {
          turn.forget(timer);
          then.accept(turn, ((Input.Answered) input).outcome());
        };
    Command command = new Command.Invoke(call);
    waiting = waiting.plus(call.id(), new Waiting(strand, command, detached, answered));
    commands.add(command);
    String silence =
        "no answer within " + io.godel.runbook.value.ValueText.duration(call.timeout());
    wake(
        strand,
        detached,
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
    waiting =
        waiting.plus(
            timer, new Waiting(strand, command, detached, (turn, input) -> then.accept(turn)));
    commands.add(command);
  }

  void ask(String strand, boolean detached, Command.Request request, BiConsumer<Turn, Input> then) {
    Command command = new Command.Ask(request);
    waiting = waiting.plus(request.id(), new Waiting(strand, command, detached, then));
    commands.add(command);
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

  /** What waits under that key, which stops waiting. */
  Optional<Waiting> take(String key) {
    Waiting known = waiting.get(key);
    if (known != null) {
      waiting = waiting.minus(key);
    }
    return Optional.ofNullable(known);
  }

  Optional<Waiting> lookUp(String key) {
    return Optional.ofNullable(waiting.get(key));
  }

  /** Whether it is the answer to an acting call, or the end of the patience with one. */
  boolean endsActingCall(String key) {
    String call = key.startsWith(TIMEOUT_OF) ? key.substring(TIMEOUT_OF.length()) : key;
    return lookUp(call).map(Waiting::isActing).orElse(false)
        || lookUp(key).map(Waiting::isActing).orElse(false);
  }

  /** Of an answer and the timer of its call, the one that did not come. */
  void takeOther(String key) {
    if (key.startsWith(TIMEOUT_OF)) {
      take(key.substring(TIMEOUT_OF.length()));
    } else {
      forget(TIMEOUT_OF + key);
    }
  }

  Map<String, Waiting> waiting() {
    return waiting;
  }

  /** Asks the driver again for everything that is waited for, and calls the lost calls unknown. */
  void askAgain() {
    for (Map.Entry<String, Waiting> each : waiting.entrySet()) {
      if (each.getValue().isActing()) {
        BiConsumer<Turn, Input> then = each.getValue().then();
        waiting = waiting.minus(each.getKey());
        Outcome lost = new Outcome.Unknown("the program was gone before the answer came");
        later(turn -> then.accept(turn, new Input.Answered(turn.now, each.getKey(), lost)));
      } else {
        commands.add(each.getValue().command());
      }
    }
  }

  // Ending lines of work

  static boolean within(String strand, String outer) {
    return strand.equals(outer) || strand.startsWith(outer + "/");
  }

  /** Nothing of the strand goes on, but for acting calls that are under way. */
  void cancel(String strand) {
    for (Map.Entry<String, Waiting> each : waiting.entrySet()) {
      Waiting known = each.getValue();
      if (!known.detached() && !known.isActing() && within(known.strand(), strand)) {
        forget(each.getKey());
        waiting = waiting.minus(each.getKey());
      }
    }
  }

  /** Cancels the strand and goes on when what became of its acting calls is known. */
  void drain(String strand, Consumer<Turn> then) {
    cancel(strand);
    drains = drains.plus(new State.Drain(strand, then));
    fireDrains();
  }

  private void fireDrains() {
    for (State.Drain drain : drains) {
      if (inFlight.values().stream().noneMatch(strand -> within(strand, drain.strand()))) {
        drains = drains.minus(drain);
        later(drain.then());
      }
    }
  }

  void takeOff(String act, String strand) {
    inFlight = inFlight.plus(act, strand);
  }

  /**
   * @return whether the strand was cancelled meanwhile, so that nothing must follow
   */
  boolean land(String act) {
    String strand = inFlight.get(act);
    inFlight = inFlight.minus(act);
    boolean cancelled = drains.stream().anyMatch(drain -> within(strand, drain.strand()));
    fireDrains();
    return cancelled;
  }

  boolean nothingInFlight() {
    return inFlight.isEmpty();
  }

  // Branches

  void open(String join, int branches) {
    joins = joins.plus(join, new State.Join(branches, Env.EMPTY));
  }

  /** One branch is at its end; gives what all have found out when it was the last. */
  Optional<Env> close(String join, Env env) {
    State.Join known = joins.get(join);
    if (known == null) {
      return Optional.empty();
    }
    Env all = known.env().and(env);
    if (known.open() == 1) {
      joins = joins.minus(join);
      return Optional.of(all);
    }
    joins = joins.plus(join, new State.Join(known.open() - 1, all));
    return Optional.empty();
  }

  /**
   * @return whether the branches were still open
   */
  boolean breakOff(String join) {
    boolean open = joins.containsKey(join);
    joins = joins.minus(join);
    return open;
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

  // Evidence

  void kill(List<Value> targets, String action) {
    for (Value target : targets) {
      deaths = deaths.plus(new State.Death(target, now, action));
    }
  }

  /** The action that killed the evidence; empty while it lives. */
  Optional<String> killer(Value.Evidence evidence) {
    return deaths.stream()
        .filter(death -> evidence.about().contains(death.target()))
        .filter(death -> !death.at().isBefore(evidence.at()))
        .map(State.Death::action)
        .findFirst();
  }
}
