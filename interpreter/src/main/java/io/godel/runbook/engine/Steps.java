package io.godel.runbook.engine;

import io.godel.runbook.plan.Plan;

/**
 * Who makes the steps of a run. A step follows from its state and its input alone, so one that was
 * made before can be given again.
 */
public interface Steps {
  /** Each step is made when it is wanted. */
  Steps ENGINE =
      new Steps() {
        @Override
        public State initial(Plan plan) {
          return Engine.initial(plan);
        }

        @Override
        public Engine.Stepped step(State state, Input input) {
          return Engine.step(state, input);
        }
      };

  /** As {@link Engine#initial}. */
  State initial(Plan plan);

  /** As {@link Engine#step}. */
  Engine.Stepped step(State state, Input input);
}
