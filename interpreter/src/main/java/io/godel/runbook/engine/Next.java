package io.godel.runbook.engine;

import io.godel.runbook.eval.Env;

/** What comes after a piece of a run that came to its end. */
@FunctionalInterface
interface Next {
  void go(Turn turn, Env env);
}
