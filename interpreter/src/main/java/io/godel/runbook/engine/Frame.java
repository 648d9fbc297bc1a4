package io.godel.runbook.engine;

import io.godel.runbook.eval.Env;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Where a piece of a run stands.
 *
 * @param strand the line of work that it belongs to; its parts run under longer names
 * @param suffix tells the rounds of a loop from each other, empty outside of loops
 * @param step the instance of the step that it is a part of
 * @param fail where a failure goes
 */
record Frame(
    String strand, String suffix, Optional<String> step, Env env, BiConsumer<Turn, Failure> fail) {

  Frame with(Env other) {
    return new Frame(strand, suffix, step, other, fail);
  }

  Frame onStrand(String other) {
    return new Frame(other, suffix, step, env, fail);
  }

  Frame failingTo(BiConsumer<Turn, Failure> other) {
    return new Frame(strand, suffix, step, env, other);
  }

  Frame round(int number) {
    return new Frame(strand, suffix + "[" + number + "]", step, env, fail);
  }

  Frame inStep(String instance) {
    return new Frame(strand, suffix, Optional.of(instance), env, fail);
  }

  /** The id of a node, as it is told apart from the same node in other rounds. */
  String instance(String node) {
    return node + suffix;
  }
}
