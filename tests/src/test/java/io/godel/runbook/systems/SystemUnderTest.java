package io.godel.runbook.systems;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.project.Project;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** What a profile names, as a live run is connected to it. */
final class SystemUnderTest implements AutoCloseable {
  /** So long a call may take. */
  static final Duration CALL = Duration.ofSeconds(30);

  /** So long what was asked for may take to come about where machines are slow. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final LiveTarget target;

  private SystemUnderTest(LiveTarget target) {
    this.target = target;
  }

  /**
   * @param profile the text of a target profile
   * @param environment where passwords are looked for
   * @param run by which servers know it
   */
  static SystemUnderTest open(
      Path folder, String profile, Map<String, String> environment, String run) throws IOException {
    Path file = Files.writeString(Files.createTempFile(folder, "profile", ".yaml"), profile);
    return new SystemUnderTest(
        LiveTarget.open(
            Project.target(file, file.toString()).tree().orElseThrow(),
            Access.ACT,
            environment,
            run,
            InstantSource.system()));
  }

  LiveTarget target() {
    return target;
  }

  /**
   * A call that looks.
   *
   * @param arguments names and values in turn
   */
  Outcome look(String action, Object... arguments) throws InterruptedException {
    return answer(call(action, false, arguments));
  }

  /** A call that acts. */
  Outcome act(String action, Object... arguments) throws InterruptedException {
    return answer(call(action, true, arguments));
  }

  /** What is seen, which has to be seen. */
  Value seen(String action, Object... arguments) throws InterruptedException {
    return result(action, look(action, arguments));
  }

  /** What is done, which has to be done. */
  Value done(String action, Object... arguments) throws InterruptedException {
    return result(action, act(action, arguments));
  }

  private static Value result(String action, Outcome outcome) {
    if (outcome instanceof Outcome.Done done) {
      return done.result();
    }
    throw new AssertionError(action + ": " + outcome);
  }

  static Call call(String action, boolean acts, Object... arguments) {
    Map<String, Value> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      named.put((String) arguments[i], (Value) arguments[i + 1]);
    }
    return new Call("t", action, named, acts, CALL);
  }

  private Outcome answer(Call call) throws InterruptedException {
    BlockingQueue<Outcome> answers = new LinkedBlockingQueue<>();
    target.backend().start(call, answers::add);
    return answers.take();
  }

  static void await(String what, Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("it did not come about that " + what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** What the environment has to say, where something else of it is said. */
  static String required(Map<String, String> environment, String variable) throws IOException {
    String value = environment.getOrDefault(variable, "");
    if (value.isEmpty()) {
      throw new IOException(variable + " has to be set too");
    }
    return value;
  }

  @Override
  public void close() {
    target.close();
  }
}
