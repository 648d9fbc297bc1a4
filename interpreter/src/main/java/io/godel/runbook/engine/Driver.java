package io.godel.runbook.engine;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/**
 * Runs the engine against the world: hands it inputs, carries out its commands, and keeps both in
 * the journal before anything follows from them.
 */
public final class Driver {
  /** A run that hears nothing at all looks at the clock this often. */
  private static final Duration IDLE_MAX = Duration.ofHours(24);

  private final Backend backend;
  private final Approver approver;
  private final Clock clock;
  private final Journal journal;
  private final BiConsumer<Instant, Notice> listener;
  private final Queue<Input> inbox = new ConcurrentLinkedQueue<>();
  private final Map<String, Instant> timers = new TreeMap<>();
  private State state;
  private long sequence;

  /**
   * @param listener is told everything that happens, when it happens
   */
  public Driver(
      Plan plan,
      Backend backend,
      Approver approver,
      Clock clock,
      Journal journal,
      BiConsumer<Instant, Notice> listener) {
    this.state = Engine.initial(plan);
    this.backend = backend;
    this.approver = approver;
    this.clock = clock;
    this.journal = journal;
    this.listener = listener;
  }

  /**
   * Runs to the end.
   *
   * @throws JournalException when the journal cannot be written; nothing is done after that
   * @throws InterruptedException when the thread is interrupted
   */
  public State run(Input.Started started) throws InterruptedException {
    begin(started);
    return carryOn();
  }

  /**
   * Begins a run that goes on as often as {@link #advance} is called.
   *
   * @throws JournalException when the journal cannot be written; nothing is done after that
   */
  public void begin(Input.Started started) {
    journal.append(new Journal.Opened(sequence++, state.plan.runbook(), state.plan.hash()));
    take(started);
  }

  /**
   * Goes on with a run whose process is gone, to its end; the journal is the one that it was
   * recovered from.
   *
   * @throws JournalException when the journal cannot be written; nothing is done after that
   * @throws InterruptedException when the thread is interrupted
   */
  public State resume(Recovery recovery, String by) throws InterruptedException {
    goOn(recovery, by);
    return carryOn();
  }

  /**
   * As {@link #resume}, but the run goes on only as often as {@link #advance} is called.
   *
   * @throws JournalException when the journal cannot be written; nothing is done after that
   */
  public void goOn(Recovery recovery, String by) {
    goOn(recovery, recovery.goingOn(clock.now(), by));
  }

  /**
   * Ends a run whose process is gone: takes back what it did.
   *
   * @throws JournalException when the journal cannot be written; nothing is done after that
   * @throws InterruptedException when the thread is interrupted
   */
  public State abort(Recovery recovery, String by, String reason) throws InterruptedException {
    goOn(recovery, recovery.ending(clock.now(), by, reason));
    return carryOn();
  }

  private void goOn(Recovery recovery, Input.Resumed resumed) {
    state = recovery.state();
    if (recovery.canGoOn()) {
      sequence = recovery.history().records();
      take(resumed);
    }
  }

  private State carryOn() throws InterruptedException {
    while (state.ending().isEmpty()) {
      advance();
    }
    return state;
  }

  /**
   * Waits for what comes next, and takes it if it has come.
   *
   * @throws JournalException when the journal cannot be written; nothing is done after that
   * @throws InterruptedException when the thread is interrupted
   */
  public void advance() throws InterruptedException {
    Input input = next();
    if (input != null) {
      take(input);
    }
  }

  /** Hands in an answer or a wish from outside; callable from any thread. */
  public void submit(Input input) {
    inbox.add(input);
    clock.wake();
  }

  private Input next() throws InterruptedException {
    Input input = inbox.poll();
    if (input != null) {
      return input;
    }
    Optional<String> first = firstTimer();
    Instant now = clock.now();
    Instant due = first.map(timers::get).orElse(now.plus(IDLE_MAX));
    if (first.isPresent() && !due.isAfter(now)) {
      timers.remove(first.get());
      return new Input.Woken(now, first.get());
    }
    clock.await(due);
    return inbox.poll();
  }

  /**
   * The earliest; of two at the same instant the one whose name comes first. Its name is taken and
   * not its entry: an entry of a tree map is another one after a removal.
   */
  private Optional<String> firstTimer() {
    return timers.keySet().stream().min(Comparator.comparing(timers::get));
  }

  private void take(Input input) {
    journal.append(new Journal.Received(sequence++, input));
    Engine.Stepped stepped = Engine.step(state, input);
    state = stepped.state();
    stepped.commands().forEach(this::carryOut);
  }

  private void carryOut(Command command) {
    if (command instanceof Command.Invoke invoke) {
      if (invoke.call().acts()) {
        journal.append(new Journal.Issued(sequence++, command));
      }
      String id = invoke.call().id();
      backend.start(invoke.call(), outcome -> submit(new Input.Answered(clock.now(), id, outcome)));
    } else if (command instanceof Command.Wake wake) {
      timers.put(wake.timer(), wake.at());
    } else if (command instanceof Command.Forget forget) {
      timers.remove(forget.timer());
    } else if (command instanceof Command.Ask ask) {
      journal.append(new Journal.Issued(sequence++, command));
      approver.ask(ask.request(), this::submit);
    } else if (command instanceof Command.Withdraw withdraw) {
      approver.withdraw(withdraw.request());
    } else if (command instanceof Command.Tell tell) {
      listener.accept(clock.now(), tell.notice());
    }
  }

  /** Where the run stands. */
  public State state() {
    return state;
  }
}
