package io.godel.runbook.eval;

import io.godel.runbook.types.Action;
import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The native actions that need no world.
 *
 * <p>A handle is nothing but the arguments that it was made of, so every action that makes one is
 * carried out in the same way; the rest is the module {@code core}.
 */
final class PureActions {
  private PureActions() {}

  /**
   * @param result the type of what comes out, its parameters bound
   */
  static Evaluation apply(Action action, List<Value> arguments, Type result) {
    if (action.result() instanceof Type.Opaque handle) {
      return new Evaluation.Ready(new Value.Handle(handle.name(), identity(action, arguments)));
    }
    return CoreActions.apply(action.qualifiedName(), arguments, result);
  }

  private static Map<String, Value> identity(Action action, List<Value> arguments) {
    Map<String, Value> identity = new LinkedHashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      identity.put(action.parameters().get(i).name(), arguments.get(i));
    }
    return identity;
  }
}
