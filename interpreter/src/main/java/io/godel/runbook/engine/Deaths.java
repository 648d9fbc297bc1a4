package io.godel.runbook.engine;

import io.godel.runbook.value.Value;
import java.util.List;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Which evidence is dead: an effect on what it speaks of, that came after it was asked for, has
 * killed it.
 *
 * <p>Before and after are told by a number that grows with everything that a run does, since two
 * things can happen at the same instant.
 *
 * @param effects in the order in which they came
 * @param asked by evidence, the number at which the check that made it began
 */
record Deaths(PVector<Effect> effects, PMap<Value.Evidence, Long> asked) {
  static final Deaths NONE = new Deaths(TreePVector.empty(), HashTreePMap.empty());

  /**
   * @param call the call that had it, or may have had it
   */
  record Effect(Value target, String action, String call, long number) {}

  Deaths effect(List<Value> targets, String action, String call, long number) {
    PVector<Effect> more = effects;
    for (Value target : targets) {
      more = more.plus(new Effect(target, action, call, number));
    }
    return new Deaths(more, asked);
  }

  /** The call certainly had no effect. */
  Deaths without(String call) {
    PVector<Effect> rest = effects;
    for (Effect effect : effects) {
      if (effect.call().equals(call)) {
        rest = rest.minus(effect);
      }
    }
    return new Deaths(rest, asked);
  }

  Deaths made(Value.Evidence evidence, long number) {
    return new Deaths(effects, asked.plus(evidence, number));
  }

  /** The action that killed the evidence; empty while it lives. */
  Optional<String> killer(Value.Evidence evidence) {
    long since = asked.getOrDefault(evidence, 0L);
    return effects.stream()
        .filter(effect -> effect.number() >= since && evidence.about().contains(effect.target()))
        .map(Effect::action)
        .findFirst();
  }
}
