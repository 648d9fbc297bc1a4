package io.godel.runbook.engine;

import io.godel.runbook.backend.Call;
import io.godel.runbook.value.Value;
import io.godel.runbook.value.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A call as people read it. */
final class CallText {
  private CallText() {}

  /**
   * The first argument stands without its name, an evidence is left out: it is no part of the act.
   */
  static String of(Call call) {
    List<String> arguments = new ArrayList<>();
    for (Map.Entry<String, Value> each : call.arguments().entrySet()) {
      if (!(each.getValue() instanceof Value.Evidence)) {
        String name = arguments.isEmpty() ? "" : each.getKey() + ": ";
        arguments.add(name + ValueText.brief(each.getValue()));
      }
    }
    return call.action() + "(" + String.join(", ", arguments) + ")";
  }
}
