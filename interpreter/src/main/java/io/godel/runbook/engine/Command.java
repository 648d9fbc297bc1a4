package io.godel.runbook.engine;

import io.godel.runbook.backend.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a step of the engine wants done by the driver around it. */
public sealed interface Command {

  /** Carry out a native action; its outcome comes back as {@link Input.Answered}. */
  record Invoke(Call call) implements Command {}

  /** Come back at that time with {@link Input.Woken}. */
  record Wake(String timer, Instant at) implements Command {}

  /** The timer is no longer of interest. */
  record Forget(String timer) implements Command {}

  /** Ask a person; the answer comes back as an input with the same request id. */
  record Ask(Request request) implements Command {}

  /** The request is no longer of interest: it timed out or the run was ended. */
  record Withdraw(String request) implements Command {}

  /** Something that people and reports want to know. */
  record Tell(Notice notice) implements Command {}

  /** The run is over or stands still; nothing follows. */
  record End(Ending ending) implements Command {}

  /** What a person is asked. */
  sealed interface Request {
    String id();

    /** The node of the plan that asks. */
    String node();
  }

  /**
   * @param step the name of the step that asks, as in {@code --yes-to STEP}
   * @param another whether it must be someone else than the one who started the run
   * @param showing what the person has to see to decide
   */
  record Approval(
      String id,
      String node,
      String step,
      String question,
      String role,
      boolean another,
      Duration within,
      Prospect showing)
      implements Request {}

  record Task(
      String id,
      String node,
      String step,
      String task,
      String role,
      Duration within,
      List<Field> fields)
      implements Request {
    public Task {
      fields = List.copyOf(fields);
    }
  }

  /** A typed answer that is owed; the type as it is written in the language. */
  record Field(String name, String type, String question) {}

  /** Nobody knows whether the call took effect and no probe could tell. Yes: it did. */
  record Doubt(String id, String node, String step, Call call, String question)
      implements Request {}

  record Choice(String id, String node, List<String> scenarios) implements Request {
    public Choice {
      scenarios = List.copyOf(scenarios);
    }
  }

  /**
   * What is shown before something is done.
   *
   * @param acts the calls that follow in this step, in words, with their arguments
   * @param calls those of them whose arguments are known, for who can ask what they would change
   * @param evidence what they rest on, and how old it is
   * @param wayBack how it can be taken back, in words
   * @param pointOfNoReturn whether nothing can be undone after this step
   * @param limits the blast radius, in words
   */
  record Prospect(
      List<String> acts,
      List<Call> calls,
      List<Seen> evidence,
      String wayBack,
      boolean pointOfNoReturn,
      List<String> limits) {
    public Prospect {
      acts = List.copyOf(acts);
      calls = List.copyOf(calls);
      evidence = List.copyOf(evidence);
      limits = List.copyOf(limits);
    }
  }

  /** A guard that held or an evidence that was made: what, what was seen, how long ago. */
  record Seen(String what, String detail, Duration age) {}
}
