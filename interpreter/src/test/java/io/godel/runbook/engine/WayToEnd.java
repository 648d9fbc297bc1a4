package io.godel.runbook.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A way in which a run can end, as the table of {@code docs/undo.md} names it, played out. */
enum WayToEnd {
  CALL("a call that is refused", "do redis.set(r, \"bad\", \"1\")"),
  VERIFICATION(
      "a verification that never holds",
      "verify \"never\" r.setting(\"never\") == \"1\" within 4s every 2s"),
  GUARD_ABORT("a guard, `else abort`", guard("else abort")),
  GUARD_SKIP("a guard, `else skip`", guard("else skip")),
  GUARD_USE("a guard, `else use`", guard("else use other")),
  PERSON("a person's no", approval()),
  APPROVAL_TIMEOUT("an approval that times out", approval()),
  AUTHOR("the author's `abort`", "if r.setting(\"never\") == \"\" { abort \"no\" }"),
  OPERATOR("the operator's abort", waiting()),
  STEP_TIMEOUT("the time limit of the step", waiting()),
  HANDLER("an `on failure` block", "do redis.set(r, \"bad\", \"1\")"),
  ESCALATION("`on failure escalate`", "do redis.set(r, \"bad\", \"1\")"),
  INVARIANT_MENDED("an invariant that holds again after the undo", ""),
  INVARIANT_BROKEN("an invariant that stays broken", ""),
  RECOVERY_CHECK("a recovery check that fails", ""),
  INTERRUPTION("an interruption", waiting()),
  CRASH_RESUMED("a crash, then resumed", waiting()),
  CRASH_ABORTED("a crash, then aborted", waiting()),
  INTERRUPTION_ABORTED("an interruption, then aborted", waiting());

  private static final String LATE = "do redis.set(r, \"late\", \"1\")";

  private static final Duration DOWN = Duration.ofMinutes(30);

  private final String name;
  private final String statement;

  WayToEnd(String name, String statement) {
    this.name = name;
    this.statement = statement;
  }

  static WayToEnd of(String name) {
    return Arrays.stream(values())
        .filter(it -> it.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no test plays out " + name));
  }

  private static String guard(String otherwise) {
    return "guard \"never\" r.setting(\"never\") == \"1\" " + otherwise;
  }

  private static String approval() {
    return "approve \"Go on?\" by \"dba\" within 1m else abort on timeout abort";
  }

  private static String waiting() {
    return "await \"waiting\" r.setting(\"never\") == \"1\" within 2h every 10s";
  }

  /**
   * The step in which the run ends.
   *
   * @param acted whether it acts before it ends
   * @param undo the step's way back
   */
  String step(boolean acted, String undo) {
    String head = this == STEP_TIMEOUT ? "timeout 30s" : "";
    String act = "do redis.set(r, \"x\", \"1\")";
    String verified = "verify \"x is set\" r.setting(\"x\") == \"1\" within 4s every 2s";
    List<String> body =
        !acted
            ? List.of(statement, act, verified)
            : isGuard()
                ? List.of(act, verified, statement)
                : List.of(act, statement, isQuestion() ? LATE : "", verified);
    return "step x \"Do x\" %s { %s %s %s }"
        .formatted(head, String.join("\n", body), undo, handler());
  }

  /** A question has its place before a deed, if only before a second one. */
  private boolean isQuestion() {
    return this == PERSON || this == APPROVAL_TIMEOUT;
  }

  /** A guard has its place before the deed, or behind one that is verified. */
  private boolean isGuard() {
    return this == GUARD_ABORT || this == GUARD_SKIP || this == GUARD_USE;
  }

  private String handler() {
    return switch (this) {
      case HANDLER ->
          "on failure { do redis.set(r, \"h\", \"1\") "
              + "verify \"h\" r.setting(\"h\") == \"1\" within 4s every 2s }";
      case ESCALATION -> "on failure escalate to \"dba\"";
      default -> "";
    };
  }

  /** Makes the world and the people behave so that the run ends in this way, and runs. */
  Ending play(Bench bench) {
    bench.world.always("set bad 1", Behaviour.refused());
    switch (this) {
      case PERSON -> bench.staff.says("x", Input.Decision.NO);
      case APPROVAL_TIMEOUT -> bench.staff.silent("x");
      case OPERATOR -> whenWaiting(bench, Bench::abort);
      case INTERRUPTION, INTERRUPTION_ABORTED -> whenWaiting(bench, Bench::interrupt);
      case RECOVERY_CHECK -> bench.world.put("up", "no");
      case INVARIANT_BROKEN, INVARIANT_MENDED -> {
        bench.world.whenStarted("set x 1", () -> bench.world.put("broken", "yes"));
        if (this == INVARIANT_MENDED) {
          bench.world.whenStarted("set x 0", () -> bench.world.put("broken", "no"));
        }
      }
      default -> {
        // It ends by itself.
      }
    }
    return switch (this) {
      case CRASH_RESUMED -> {
        bench.world.put("never", "");
        List<Journal.Record> records = Crash.when(bench, WayToEnd::isWaiting);
        bench.world.put("never", "1");
        yield bench.resume(records, DOWN);
      }
      case CRASH_ABORTED -> bench.abortDead(Crash.when(bench, WayToEnd::isWaiting), DOWN);
      case INTERRUPTION_ABORTED -> {
        bench.run();
        yield bench.abortDead(bench.journal.records(), DOWN);
      }
      default -> bench.run();
    };
  }

  private static void whenWaiting(Bench bench, Consumer<Bench> then) {
    boolean[] done = new boolean[1];
    bench.listen(
        notice -> {
          if (isWaiting(notice) && !done[0]) {
            done[0] = true;
            bench.after(Duration.ofSeconds(15), () -> then.accept(bench));
          }
        });
  }

  private static boolean isWaiting(Notice notice) {
    return notice instanceof Notice.Polled it && it.node().contains("/x/await");
  }
}
